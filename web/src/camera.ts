import type { Seen } from './scan.ts'

/** A picture is read so often. */
const everyMs = 100
/** Points on its longer side, at most; more only take longer to read. */
const mostPoints = 1280

/** Whether this page may ask for a camera: browsers let it over HTTPS and on this machine only. */
export function canSee(): boolean {
  return navigator.mediaDevices?.getUserMedia !== undefined
}

/** Opens the camera, without sound; the one that looks away from the person, where there are two. */
export function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: mostPoints }, height: { ideal: 720 } },
  })
}

/** Whether a camera looks at the person, who then expects a mirror. Those of desks and laptops do, and do not say so. */
export function looksBack(camera: MediaStream): boolean {
  return camera.getVideoTracks().every((track) => track.getSettings().facingMode !== 'environment')
}

/** What a film shows, time and again; undefined as long as it shows nothing. One canvas holds it, and is written over. */
export function viewOf(film: HTMLVideoElement): () => Promise<Seen | undefined> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    const { videoWidth, videoHeight } = film
    if (!context || videoWidth === 0) return undefined
    const scale = Math.min(1, mostPoints / Math.max(videoWidth, videoHeight))
    const width = Math.round(videoWidth * scale)
    const height = Math.round(videoHeight * scale)
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    context.drawImage(film, 0, 0, width, height)
    return context.getImageData(0, 0, width, height)
  }
}
