import { type ReactNode, useEffect, useRef } from 'react'

/** A page in place of the desk. It begins at its top, and whoever hears the page is taken along. `name` is where it begins anew. */
export function Room({ name, className = '', children }: { name: string; className?: string; children: ReactNode }) {
  const room = useRef<HTMLElement>(null)
  useEffect(() => {
    room.current?.scrollTo({ top: 0 })
    room.current?.focus({ preventScroll: true })
  }, [name])
  return (
    <main className={`before ${className}`} ref={room} tabIndex={-1}>
      <div className="before-column">{children}</div>
    </main>
  )
}
