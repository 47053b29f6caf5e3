import http from 'node:http'
import net, { type AddressInfo } from 'node:net'

/** What is done to requests on their way, by route: 'POST /prompt'. */
export interface Meddling {
  /** Changes what is answered. */
  change?: Record<string, (body: unknown) => unknown>
  /** Answers in the node's stead. */
  answer?: Record<string, { status: number; body: string }>
  /** The request arrives, its answer does not; so many times. */
  loseAnswers?: Record<string, number>
}

/** Stands between a house and a node, and meddles with what they ask and answer. Sockets pass as they are. */
export async function between(url: string, meddling: Meddling) {
  const sockets = new Set<net.Socket>()
  const keep = (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  }
  const server = http.createServer((request, response) => void pass(request, response).catch(() => response.destroy()))
  server.on('connection', keep)
  server.on('upgrade', (request, socket, head) => {
    const { hostname, port } = new URL(url)
    const node = net.connect(Number(port), hostname, () => {
      const headers = request.rawHeaders.map((part, i) => (i % 2 === 0 ? `\r\n${part}: ` : part)).join('')
      node.write(`${request.method} ${request.url} HTTP/1.1${headers}\r\n\r\n`)
      node.write(head)
      node.pipe(socket).pipe(node)
    })
    keep(node)
    node.on('close', () => socket.destroy())
    socket.on('close', () => node.destroy())
  })

  async function pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url!.split('?')[0]}`
    const own = meddling.answer?.[route]
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    if (own) return void response.writeHead(own.status, { 'content-type': 'text/plain' }).end(own.body)
    const answer = await fetch(`${url}${request.url}`, {
      method: request.method!,
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const body = Buffer.from(await answer.arrayBuffer())
    const lose = meddling.loseAnswers
    if (lose && lose[route]! > 0) {
      lose[route]!--
      return void response.destroy()
    }
    const change = meddling.change?.[route]
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    response.end(change ? JSON.stringify(change(JSON.parse(body.toString()))) : body)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
