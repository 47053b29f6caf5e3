/** A recording under way. */
export interface Recording {
  /** What was said until now; the microphone is let go. Undefined where nothing was recorded. */
  stop: () => Promise<Blob | undefined>
  /** Throws it away; the microphone is let go at once. */
  drop: () => void
}

/** What the house takes down, as far as browsers record it. */
const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm']

/** Whether this page may use a microphone: browsers let it over HTTPS and on this machine only. */
export function canRecord(): boolean {
  return typeof MediaRecorder === 'function' && navigator.mediaDevices?.getUserMedia !== undefined
}

/** Begins to record, in memory only. Throws where the writer or the browser refuses. `onEnd`: after `mostMs`, or when the microphone went. */
export async function record(onEnd: () => void, mostMs = 120_000): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const letGo = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  try {
    return recordingOf(stream, letGo, onEnd, mostMs)
  } catch (error) {
    letGo()
    throw error
  }
}

function recordingOf(stream: MediaStream, letGo: () => void, onEnd: () => void, mostMs: number): Recording {
  const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind))
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000, ...(mimeType && { mimeType }) })
  let pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) pieces.push(data)
  })
  const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }))
  const limit = setTimeout(onEnd, mostMs)
  for (const track of stream.getTracks()) track.addEventListener('ended', onEnd)
  recorder.start()
  async function end() {
    clearTimeout(limit)
    if (recorder.state !== 'inactive') recorder.stop()
    await ended
    letGo()
    const all = pieces
    pieces = []
    return all
  }
  return {
    async stop() {
      const all = await end()
      return all.length === 0 ? undefined : new Blob(all, { type: recorder.mimeType || all[0]!.type })
    },
    drop() {
      letGo()
      void end()
    },
  }
}
