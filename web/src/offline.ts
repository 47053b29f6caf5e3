/** The page without a network: what the browser needs to keep it, and to put it among a device's own programs. */

/** Has the page kept, once it has nothing more urgent to load. Over plain HTTP from elsewhere browsers keep none. */
export function keepPage(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const register = () =>
    void navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
  if (document.readyState === 'complete') setTimeout(register, 1_000)
  else addEventListener('load', () => setTimeout(register, 1_000), { once: true })
}

/** The name under which a device keeps the page is in the language of the page. */
export function nameInstalled(language: string): void {
  document.querySelector('link[rel=manifest]')?.setAttribute('href', `/${language}.webmanifest`)
}

/** Whether what waits outlives a reload: only where the browser has WebCrypto and a database. */
export const outlivesReload = (): boolean => globalThis.isSecureContext && 'indexedDB' in globalThis
