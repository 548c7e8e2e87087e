import { readFile } from 'node:fs/promises'
import type { Answer, Asked } from '../api/contract/common.ts'
import type { OperationId, operations, StreamOperationId, UploadOperationId } from '../api/contract/operations.ts'
import { type NodeAddress, nodeAddressFile } from '../node/node-identity.ts'
import { NodeNotRunningError, NodeRefusedError } from './errors.ts'

type Question<Id extends OperationId> = Partial<Asked<(typeof operations)[Id]>>

/** Asks a running node by its API, as whoever may read its data folder. */
export type NodeClient = {
  /**
   * @throws NodeNotRunningError where nothing answers.
   * @throws NodeRefusedError with what the node said.
   */
  readonly ask: <Id extends OperationId>(id: Id, asked: Question<Id>) => Promise<Answer<(typeof operations)[Id]>>
  /** Sends the bytes of a file; throws as `ask` does, and what reading pieces throws. */
  readonly upload: <Id extends UploadOperationId>(
    id: Id,
    asked: Omit<Question<Id>, 'body'>,
    bytes: Uint8Array | AsyncIterable<Uint8Array>,
  ) => Promise<Answer<(typeof operations)[Id]>>
  /** Gets the bytes of an answer that is no JSON; throws as `ask` does. */
  readonly download: <Id extends StreamOperationId>(id: Id, asked: Question<Id>) => Promise<Uint8Array>
  /** Gets them piece by piece; throws as `ask` does, also where the node ends before the answer does. */
  readonly stream: <Id extends StreamOperationId>(id: Id, asked: Question<Id>) => AsyncGenerator<Uint8Array>
}

/**
 * A client of the node that runs on a data folder.
 * @throws NodeNotRunningError where none has left its address there.
 */
export async function openNodeClient(dataFolder: string): Promise<NodeClient> {
  const text = await readFile(nodeAddressFile(dataFolder), 'utf8').catch((cause: Error) => {
    throw new NodeNotRunningError(dataFolder, cause)
  })
  const { url, token }: NodeAddress = JSON.parse(text)
  // The contract is large, and most often no node runs.
  const contract = await import('../api/contract/operations.ts')
  const send = async (id: OperationId, asked: Addressed, content?: Content): Promise<Response> => {
    const operation = contract.operations[id]
    const response = await fetch(addressOf(url, operation.url, asked), {
      method: operation.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(content === undefined ? {} : { 'content-type': content.type }),
      },
      ...(content === undefined ? {} : { body: content.body, duplex: 'half' as const }),
    }).catch((cause: Error) => {
      throw new NodeNotRunningError(dataFolder, cause)
    })
    if (!response.ok) throw new NodeRefusedError(JSON.parse(await response.text()))
    return response
  }
  return {
    ask: async (id, asked) => {
      const { body } = asked
      const content = body === undefined ? undefined : { type: 'application/json', body: JSON.stringify(body) }
      const response = await send(id, asked, content)
      return response.status === 204 ? undefined : JSON.parse(await response.text())
    },
    upload: async (id, asked, bytes) => {
      const type = 'application/octet-stream'
      if (bytes instanceof Uint8Array) {
        return JSON.parse(await (await send(id, asked, { type, body: new Blob([new Uint8Array(bytes)]) })).text())
      }
      const { body, failure } = watched(bytes)
      const response = await send(id, asked, { type, body }).catch((error: unknown) => {
        throw failure() ?? error
      })
      return JSON.parse(await response.text())
    },
    download: async (id, asked) => new Uint8Array(await (await send(id, asked)).arrayBuffer()),
    stream: async function* (id, asked) {
      const { body } = await send(id, asked)
      try {
        if (body !== null) yield* body
      } catch (cause) {
        throw cause instanceof Error ? new NodeNotRunningError(dataFolder, cause) : cause
      }
    },
  }
}

type Addressed = { readonly params?: object | undefined; readonly query?: object | undefined }
type Content = { readonly type: string; readonly body: string | Blob | AsyncIterable<Uint8Array> }

/** The same pieces; what reading them throws is kept, as a request tells only that it failed. */
function watched(pieces: AsyncIterable<Uint8Array>) {
  let failure: unknown
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces
    } catch (error) {
      failure = error
      throw error
    }
  }
  return { body: body(), failure: () => failure }
}

function addressOf(node: string, path: string, asked: Addressed): URL {
  const params: Readonly<Record<string, unknown>> = { ...asked.params }
  const url = new URL(
    path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name]))),
    node,
  )
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}
