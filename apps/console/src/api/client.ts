import { type Operations, places } from './types.ts'

/** Why an operation was refused or failed. Source: RFC 9457, with the node's stable code and remedy. */
export type Problem = {
  readonly title: string
  readonly status: number
  readonly detail: string
  /** Stable; `console/unreachable` where the node did not answer at all. */
  readonly code: string
  readonly remedy: string
  readonly problems?: readonly { readonly path: string; readonly found: string; readonly expected: string }[]
}

/** What became of an operation: a refusal is a value, so that each panel can show its own. */
type Result<Answer> = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly problem: Problem }

/** What an operation is given; parts that it takes none of are left out. */
export type Given<Id extends keyof Operations> = (Operations[Id]['params'] extends undefined
  ? { readonly params?: undefined }
  : { readonly params: Operations[Id]['params'] }) & {
  readonly query?: Operations[Id]['query'] | undefined
  /** A Blob is sent as it is (uploads). */
  readonly body?: Operations[Id]['body'] | Blob
  readonly signal?: AbortSignal
}

/** Asks the node. */
export type Client = {
  /** @returns The JSON answer, typed by the operation. */
  readonly ask: <Id extends keyof Operations>(
    id: Id,
    ...given: Operations[Id]['params'] extends undefined ? [given?: Given<Id>] : [given: Given<Id>]
  ) => Promise<Result<Operations[Id]['answer']>>
  /** @returns The bytes of an operation that answers with a file or with packed numbers. */
  readonly askBytes: <Id extends keyof Operations>(
    id: Id,
    ...given: Operations[Id]['params'] extends undefined ? [given?: Given<Id>] : [given: Given<Id>]
  ) => Promise<Result<ArrayBuffer>>
  /** Keeps the token that every change must carry. */
  readonly keepCsrfToken: (token: string) => void
}

type LooseGiven = {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/** Path and query of an operation. */
export function addressOf(
  url: string,
  params: Readonly<Record<string, unknown>> | undefined,
  query: Readonly<Record<string, unknown>> | undefined,
): string {
  const path = url.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value && 'remedy' in value
}

function unreachable(cause: unknown): Problem {
  const detail = cause instanceof Error ? cause.message : String(cause)
  return { title: 'The node did not answer', status: 0, detail, code: 'console/unreachable', remedy: 'retry-later' }
}

async function problemOf(response: Response): Promise<Problem> {
  const found: unknown = await response.json().catch(() => undefined)
  if (isProblem(found)) return found
  const detail = `${response.status} ${response.statusText}`.trim()
  return { title: detail, status: response.status, detail, code: 'console/unexpected-answer', remedy: 'call-operator' }
}

/**
 * The one way by which the console asks the node.
 * @param onSignedOut - Called when the node says that the session has ended.
 */
export function createClient(onSignedOut: () => void): Client {
  let csrfToken = ''

  const send = async (id: keyof Operations, given: LooseGiven): Promise<Response> => {
    const place = places[id]
    const headers = new Headers({ accept: 'application/json' })
    let body: BodyInit | null = null
    if (given.body instanceof Blob) {
      headers.set('content-type', 'application/octet-stream')
      body = given.body
    } else if (given.body !== undefined) {
      headers.set('content-type', 'application/json')
      body = JSON.stringify(given.body)
    }
    if (place.method !== 'GET') headers.set('x-csrf-token', csrfToken)
    return await fetch(addressOf(place.url, given.params, given.query), {
      method: place.method,
      headers,
      body,
      credentials: 'same-origin',
      cache: 'no-cache',
      ...(given.signal === undefined ? {} : { signal: given.signal }),
    })
  }

  const answerOf = async <Answer>(
    id: keyof Operations,
    given: LooseGiven,
    read: (response: Response) => Promise<Answer>,
  ): Promise<Result<Answer>> => {
    try {
      const response = await send(id, given)
      if (response.ok) return { ok: true, answer: await read(response) }
      if (response.status === 401) onSignedOut()
      return { ok: false, problem: await problemOf(response) }
    } catch (cause) {
      return { ok: false, problem: unreachable(cause) }
    }
  }

  return {
    ask: (id, ...[given]) =>
      answerOf(id, given ?? {}, async (response) => {
        const text = await response.text()
        return text === '' ? undefined : JSON.parse(text)
      }),
    askBytes: (id, ...[given]) => answerOf(id, given ?? {}, (response) => response.arrayBuffer()),
    keepCsrfToken: (token) => {
      csrfToken = token
    },
  }
}
