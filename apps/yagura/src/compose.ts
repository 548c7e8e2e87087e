import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import type { Store } from '@yagura/core'
import type { Logger } from 'pino'
import { operations } from './api/contract/operations.ts'
import { createNodeMetrics, type NodeMetrics } from './api/metrics.ts'
import type { ListenOptions } from './api/served-address.ts'
import { createServer } from './api/server.ts'
import { CannotListenError } from './api/server-errors.ts'
import { closeAll } from './node/close-all.ts'
import type { NodeContext, NodeMode } from './node/context.ts'
import type { ServiceOptions } from './node/join-room.ts'
import { joinServices } from './node/join-services.ts'
import { createLive } from './node/live.ts'
import { createCommandToken, publishAddress, withdrawAddress } from './node/node-identity.ts'
import { openStore } from './node/store/open-store.ts'
import { ulid } from './node/ulid.ts'

/** What a node is started with. */
export type NodeOptions = ServiceOptions & {
  readonly mode: NodeMode
  readonly listen: ListenOptions
  /** Folder of the bundled page. */
  readonly consoleFolder: string
  readonly logger: Logger
}

/** A node that runs. */
export type ComposedNode = {
  /** Address of its page, without a slash at the end. */
  readonly url: string
  /** Stops it: pages are told, what is under way is left so that it can go on. */
  readonly close: () => Promise<void>
}

/**
 * Puts a node together and starts it: the only place where the store, the services and the server meet.
 *
 * @throws what opening the store throws, and what the server throws where it may not or cannot listen.
 */
export async function composeNode(options: NodeOptions): Promise<ComposedNode> {
  const { dataFolder, mode, logger, listen, consoleFolder } = options
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const metrics = createNodeMetrics()
  const store = await openStore({ dataFolder, mode })
  const closers: (() => Promise<void>)[] = [() => store.close()]
  try {
    const context = createContext(store, mode, logger, metrics)
    const joined = await joinServices(context, options, closers)
    const { officers, handlers, streams, uploads, addBeside, notReady, start } = joined
    const commandToken = createCommandToken()
    const server = await createServer({
      ...{ operations, handlers, streams, uploads, officers, metrics, logger, listen, consoleFolder, commandToken },
      ...{ store: context.store, live: context.live, notReady, addBeside },
    })
    closers.push(() => server.close())
    const url = await server.listen({ host: listen.host, port: listen.port }).catch((cause: Error) => {
      throw 'syscall' in cause ? new CannotListenError(listen.host, listen.port, cause) : cause
    })
    await publishAddress(dataFolder, { url, token: commandToken, processId: process.pid })
    closers.push(() => withdrawAddress(dataFolder))
    await start()
    return { url: listen.publicUrl ?? url, close: () => closeAll(closers) }
  } catch (error) {
    await closeAll(closers).catch((cause: unknown) => logger.error({ err: cause }, 'the start could not be undone'))
    throw error
  }
}

/** The context of all services: what is committed is measured and told to whoever listens. */
function createContext(store: Store, mode: NodeMode, logger: Logger, metrics: NodeMetrics): NodeContext {
  const clock = { nowMs: () => Date.now() }
  const live = createLive((error) => logger.error({ err: error }, 'a listener failed'))
  const commit: Store['commit'] = async (change) => {
    const begunMs = performance.now()
    try {
      const committed = await store.commit(change)
      metrics.commitS('ok', (performance.now() - begunMs) / 1000)
      for (const record of committed.records) live.publish({ kind: 'log', record })
      return committed
    } catch (error) {
      metrics.commitS('failed', (performance.now() - begunMs) / 1000)
      throw error
    }
  }
  return { store: { ...store, commit }, clock, live, logger, mode, newId: () => ulid(clock.nowMs(), randomBytes) }
}
