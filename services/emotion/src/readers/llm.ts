import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { endpointOf, postJson } from '@aiw/kit/post'
import { isPrivateHost, privateLookup, type Resolve } from '@aiw/kit/private-address'
import type { BetterReader, Opinion } from './blend.ts'
import { answerSchema, type Message, opinionOfAnswer, questionOf, repairOf } from './llm-prompt.ts'

/** The most a model may answer, in tokens; an answer as agreed is far shorter. */
const mostTokens = 200
/** The same text is read the same way, as far as the server can. */
const seed = 20_241_104

export interface LlmOptions {
  /** Of an OpenAI-compatible server: "http://gpu-1.ward:8000", with or without the path to its API ("/v1"). */
  url: string
  /** As the server names it. */
  model: string
  /** What the server asks for as bearer token. */
  key?: string
  /** Whether the operator allows an address that is not private. */
  mayLeave?: boolean
}

/**
 * A language model on the hospital's machines as a reader: vLLM, Ollama, llama.cpp, whatever speaks OpenAI's chat
 * completions with JSON schemas. Throws Failure `invalid` when the address is none, or not private and not allowed to
 * be otherwise. The server need not be there yet.
 */
export async function llmReader(
  { url, model, key, mayLeave = false }: LlmOptions,
  log: Log,
  resolve?: Resolve,
): Promise<BetterReader> {
  const endpoint = endpointOf('EMOTION_LLM_URL', url, '/chat/completions')
  if (mayLeave) log.warn({ reader: `llm/${model}` }, 'sentences may be sent to an address that is not private')
  else {
    const isInside = await isPrivateHost(endpoint.hostname, resolve)
    if (isInside === false)
      throw new Failure(
        'invalid',
        'EMOTION_LLM_URL is not an address of a private network: patients’ words would leave the house (docs/operating.md)',
      )
    if (isInside === 'unknown') log.warn({ reader: `llm/${model}` }, 'name of the reader’s server is not known yet')
  }
  const lookup = mayLeave ? undefined : privateLookup(resolve)

  async function ask(messages: Message[], signal: AbortSignal): Promise<string> {
    const body = {
      model,
      messages,
      temperature: 0,
      seed,
      max_tokens: mostTokens,
      stream: false,
      response_format: { type: 'json_schema', json_schema: { name: 'feeling', strict: true, schema: answerSchema } },
    }
    return contentOf(await postJson(endpoint, body, { key, lookup, signal }))
  }

  return {
    name: `llm/${model}`,
    isLocal: false,
    async read(text, before, signal): Promise<Opinion> {
      const question = questionOf(text, before)
      const answer = await ask(question, signal)
      try {
        return opinionOfAnswer(answer)
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        return opinionOfAnswer(await ask(repairOf(question, answer, error.message), signal))
      }
    },
    close: async () => {},
  }
}

/** The text a model answered. Throws Failure `unavailable` when the server speaks another API. */
function contentOf(completion: unknown): string {
  const content = (completion as { choices?: { message?: { content?: unknown } }[] } | null)?.choices?.[0]?.message
    ?.content
  if (typeof content !== 'string') throw new Failure('unavailable', 'The server’s answer is no chat completion')
  return content
}
