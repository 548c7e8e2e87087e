import { readFile } from 'node:fs/promises'
import type { Answer, Asked } from '../api/contract/common.ts'
import { type OperationId, operations } from '../api/contract/operations.ts'
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
  return {
    ask: async (id, asked) => {
      const { method } = operations[id]
      const response = await fetch(addressOf(url, operations[id].url, asked), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      }).catch((cause: Error) => {
        throw new NodeNotRunningError(dataFolder, cause)
      })
      if (!response.ok) throw new NodeRefusedError(JSON.parse(await response.text()))
      return response.status === 204 ? undefined : JSON.parse(await response.text())
    },
  }
}

function addressOf(
  node: string,
  path: string,
  asked: { params?: object | undefined; query?: object | undefined },
): URL {
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
