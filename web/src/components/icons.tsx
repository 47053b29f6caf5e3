const paths = {
  eye: 'M2.5 12c2.6-4.3 5.7-6.4 9.5-6.4s6.9 2.1 9.5 6.4c-2.6 4.3-5.7 6.4-9.5 6.4S5.1 16.3 2.5 12zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4',
  eyeOff:
    'M4 4l16 16M9.9 5.8c.7-.1 1.4-.2 2.1-.2 3.8 0 6.9 2.1 9.5 6.4-.8 1.3-1.7 2.4-2.6 3.3M6 7.4C4.7 8.5 3.6 10.1 2.5 12c2.6 4.3 5.7 6.4 9.5 6.4 1.5 0 2.9-.3 4.1-.9',
  stop: 'M7 7h10v10H7z',
  again: 'M19 12a7 7 0 1 1-2.2-5.1M17.5 3v4.2h-4.2',
  why: 'M8.8 9.4a3.2 3.2 0 1 1 5 2.6c-1.1.8-1.8 1.3-1.8 2.6M12 17.9v.1',
  lock: 'M6.5 10.5h11v9h-11zM8.8 10.5V8a3.2 3.2 0 0 1 6.4 0v2.5',
  sliders: 'M4 7.5h9M17 7.5h3M13 5v5M4 16.5h3M11 16.5h9M11 14v5',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  trash: 'M5 7h14M9.5 7V4.8h5V7M7 7l.8 12.2h8.4L17 7',
  fits: 'M9.2 6.8a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4M14.8 6.8a5.2 5.2 0 1 1 0 10.4 5.2 5.2 0 0 1 0-10.4',
  focus: 'M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15',
  microphone:
    'M12 4a2.6 2.6 0 0 1 2.6 2.6v5a2.6 2.6 0 0 1-5.2 0v-5A2.6 2.6 0 0 1 12 4zM6.5 11.2a5.5 5.5 0 0 0 11 0M12 16.8V20M9 20h6',
  send: 'M12 19V5.5M6 11l6-6 6 6',
}

/** A line drawing beside a text that says the same, so never read aloud. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
