import { isAbsolute } from 'node:path'
import type { LogInput } from '../../../api/contract/detections.ts'
import type { Caller } from '../../../api/contract/operations.ts'
import type { Handlers, NodeContext } from '../../context.ts'
import { resolveAllowedPath } from '../../sources/local-file.ts'
import { LogInputError, UnknownDetectionError } from './errors.ts'
import { placesAtEnd } from './follow-files.ts'
import { createLiveInput, type LiveInput, type LiveInputDependencies } from './live-input.ts'
import { detectionCollections, readStoredInput, type StoredInput } from './stored-input.ts'
import { addressIn } from './syslog-listener.ts'

/** The logs that are followed. */
export type InputBook = {
  readonly handlers: Handlers<'addLogInput' | 'removeLogInput'>
  readonly list: () => readonly LiveInput[]
  /** Looks once at each input, one after the other. */
  readonly lookAll: () => Promise<void>
  readonly close: () => Promise<void>
}

const mostInputs = 200
const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/

/**
 * Opens the inputs that a store holds.
 *
 * @param allowedFolders - Absolute paths below which logs may be followed.
 */
export function openInputBook(
  context: NodeContext,
  dependencies: LiveInputDependencies,
  allowedFolders: readonly string[],
): InputBook {
  const { store, clock, newId } = context
  const inputs = new Map<string, LiveInput>()
  for (const { id, body } of store.list(detectionCollections.inputs)) {
    const stored = readStoredInput(body)
    if (stored !== undefined) inputs.set(id, createLiveInput(context, stored, dependencies))
  }
  const get = (id: string): LiveInput => {
    const input = inputs.get(id)
    if (input === undefined) throw new UnknownDetectionError(id)
    return input
  }
  const line = (kind: string, { id, name, location }: StoredInput, { officer }: Caller, text: string) => ({
    ...{ atMs: clock.nowMs(), kind, subject: id, by: officer },
    text,
    body: { name, location },
  })
  return {
    list: () => [...inputs.values()],
    lookAll: async () => {
      for (const input of inputs.values()) await input.look()
    },
    close: async () => {
      await Promise.all([...inputs.values()].map((input) => input.close()))
    },
    handlers: {
      addLogInput: async ({ body }, caller): Promise<LogInput> => {
        const { fromStart = false, allowRemote = false, ...definition } = body
        if (inputs.size >= mostInputs)
          throw new LogInputError(body.location, `more than ${mostInputs} logs are not followed`)
        const stored = await checked({ ...definition, id: newId(), allowRemote }, allowedFolders)
        const isOfFiles = stored.kind === 'file' || stored.kind === 'folder'
        const places = isOfFiles && !fromStart ? await placesAtEnd(stored) : []
        await store.commit({
          put: [
            { collection: detectionCollections.inputs, id: stored.id, body: stored },
            { collection: detectionCollections.places, id: stored.id, body: { files: places } },
          ],
          append: [line('cyber/input-added', stored, caller, `${stored.name}: log ${stored.location} is followed`)],
        })
        const input = createLiveInput(context, stored, dependencies)
        inputs.set(stored.id, input)
        await input.look()
        return input.view()
      },
      removeLogInput: async ({ params: { id } }, caller) => {
        const input = get(id)
        const { name, location } = input.stored
        await store.commit({
          remove: [
            { collection: detectionCollections.inputs, id },
            { collection: detectionCollections.places, id },
          ],
          append: [line('cyber/input-removed', input.stored, caller, `${name}: log ${location} is followed no longer`)],
        })
        inputs.delete(id)
        await input.close()
        return {}
      },
    },
  }
}

async function checked(input: StoredInput, allowedFolders: readonly string[]): Promise<StoredInput> {
  const { kind, location, allowRemote } = input
  if (kind === 'file' || kind === 'folder') {
    if (!isAbsolute(location)) throw new LogInputError(location, 'it is no absolute path')
    await resolveAllowedPath(location, allowedFolders)
    return input
  }
  const { host, port } = addressIn(location)
  if (host === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new LogInputError(location, 'it is no address and port, such as 127.0.0.1:5514')
  }
  if (!loopback.test(host) && !allowRemote) {
    throw new LogInputError(location, 'it is not on loopback: say that others may send, too')
  }
  if (input.format !== 'syslog') throw new LogInputError(location, 'what a listener takes is syslog')
  return input
}
