// Writes a sentence as a program would: a new writer, a token, a sitting, the socket; saves the picture.
//
//   node examples/socket.ts "There was only one bird." picture.webp
//   AIW=http://127.0.0.1:8080 by default
import { writeFile } from 'node:fs/promises'

const house = process.env.AIW ?? 'http://127.0.0.1:8080'
const [text = 'There was only one bird.', file = 'picture.webp'] = process.argv.slice(2)

async function post<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(house + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as T & { detail?: string }
  if (!response.ok) throw new Error(answer.detail)
  return answer
}

// The code is the writer: shown once, kept by whoever wants to come back.
const { code } = await post<{ code: string }>('/v1/writers', {})
const { token } = await post<{ token: string }>('/v1/tokens', { code })
const headers = { authorization: `Bearer ${token}` }
const { id: sitting } = await post<{ id: string }>('/v1/sittings', { language: 'en' }, headers)

const socket = new WebSocket(`${house.replace('http', 'ws')}/v1/sittings/${sitting}/socket`, { headers })
socket.addEventListener('open', () =>
  // The id is ours: after a lost line the same message may be sent again and changes nothing.
  socket.send(JSON.stringify({ type: 'write', id: crypto.randomUUID(), text })),
)
socket.addEventListener('message', ({ data }) => void hear(JSON.parse(String(data)) as Message))
socket.addEventListener('error', () => {
  console.error('The socket could not be opened')
  process.exitCode = 1
})

type Message =
  | { type: 'reading'; feeling: { valence: number; arousal: number }; specificity: number }
  | { type: 'look'; brightness: number; warmth: number; energy: number; abstraction: number }
  | { type: 'picture'; picture: { url: string; alt: string } }
  | { type: 'problem'; title: string; detail: string }
  | { type: 'kept' | 'waiting' | 'progress' | 'preview' | 'help' | 'done' }

async function hear(message: Message): Promise<void> {
  switch (message.type) {
    case 'kept':
      return console.log('kept: it survives whatever happens next')
    case 'reading':
      return console.log('reading:', message.feeling, 'specificity', message.specificity)
    case 'look':
      return console.log('look:', message)
    case 'preview':
      return console.log('preview')
    case 'problem':
      console.log(`${message.title}: ${message.detail}`)
      return socket.close()
    case 'picture': {
      const picture = await fetch(house + message.picture.url, { headers })
      await writeFile(file, await picture.bytes())
      console.log(`picture: ${message.picture.alt} -> ${file}`)
      return socket.close()
    }
    case 'done':
    case 'waiting':
    case 'progress':
    case 'help':
  }
}
