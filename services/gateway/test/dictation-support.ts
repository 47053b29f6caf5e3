import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Heard {
  path: string
  headers: http.IncomingHttpHeaders
  form: FormData
}
type Answer = (response: http.ServerResponse, socket: Socket) => void

/** What a speech server answers as agreed. */
export const writes =
  (text: unknown): Answer =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ text, emotion: 'HAPPY' }))

/** A speech server that answers like this once it has a whole recording; what it heard, and its connections. */
export async function speechServer(answer: Answer) {
  const heard: Heard[] = []
  const sockets: Socket[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => {})
    request.on('end', () => {
      const whole = new Response(Buffer.concat(chunks), {
        headers: { 'content-type': request.headers['content-type']! },
      })
      void whole.formData().then((form) => {
        heard.push({ path: request.url!, headers: request.headers, form })
        answer(response, request.socket)
      })
    })
  })
  server.on('connection', (socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, sockets, server }
}
