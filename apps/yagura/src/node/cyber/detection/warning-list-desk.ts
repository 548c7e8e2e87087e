import { standardWarningLists } from '@yagura/cyber'
import type { UploadHandler } from '../../../api/contract/operations.ts'
import type { WarningListRow } from '../../../api/contract/warning-lists.ts'
import type { Handlers, NodeContext } from '../../context.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { WarningListFile, WarningListFolder } from './warning-list-folder.ts'

/** What warning lists are asked, and what they held back. */
export type WarningListDesk = {
  readonly handlers: Handlers<'listWarningLists' | 'removeWarningList'>
  readonly addWarningList: UploadHandler<'addWarningList'>
  /** Counts values that lists held back, by the names of the lists. */
  readonly count: (heldBack: ReadonlyMap<string, number>) => void
}

type Held = { readonly hits: number; readonly lastMs: number | undefined }

/**
 * @param valuesOnLists - Values of indicators that are not looked for, by the name of the list; undefined before anything was loaded.
 */
export function createWarningListDesk(
  { store, clock }: Pick<NodeContext, 'store' | 'clock'>,
  folder: WarningListFolder,
  valuesOnLists: () => ReadonlyMap<string, number> | undefined,
): WarningListDesk {
  const held = new Map<string, Held>()
  const rowOf = (file: Omit<WarningListFile, 'writtenMs'>, writtenMs: number | undefined): WarningListRow => {
    const { hits, lastMs } = held.get(file.name) ?? { hits: 0, lastMs: undefined }
    const values = valuesOnLists()
    return {
      ...{
        id: file.id,
        name: file.name,
        type: file.type ?? null,
        entries: file.entries,
        problem: file.problem ?? null,
      },
      ...{ isBuiltIn: writtenMs === undefined, writtenUtc: writtenMs === undefined ? null : isoOfUnixMs(writtenMs) },
      indicators: values === undefined ? null : (values.get(file.name) ?? 0),
      ...{ hits, lastHitUtc: lastMs === undefined ? null : isoOfUnixMs(lastMs) },
    }
  }
  const rowOfFile = (file: WarningListFile): WarningListRow => rowOf(file, file.writtenMs)
  const tell = (kind: string, { id, name, entries }: WarningListFile, officer: string, text: string) =>
    store.commit({
      append: [{ atMs: clock.nowMs(), kind, subject: id, by: officer, text: `${name}: ${text}`, body: { entries } }],
    })
  const builtIn = standardWarningLists.map(({ name, type, values }, index) => ({
    id: `standard-${index + 1}`,
    name,
    type,
    entries: values.length,
    problem: undefined,
  }))
  return {
    handlers: {
      listWarningLists: async () => ({
        items: [...builtIn.map((list) => rowOf(list, undefined)), ...(await folder.list()).map(rowOfFile)],
      }),
      removeWarningList: async ({ params: { id } }, { officer }) => {
        const file = await folder.remove(id)
        await tell('cyber/warning-list-removed', file, officer, 'its values are harmless no longer')
        return {}
      },
    },
    addWarningList: async ({ body }, { officer }) => {
      const file = await folder.add(await textOf(body))
      await tell('cyber/warning-list-added', file, officer, `${file.entries} values are harmless`)
      return rowOfFile(file)
    },
    count: (heldBack) => {
      for (const [name, hits] of heldBack) {
        held.set(name, { hits: (held.get(name)?.hits ?? 0) + hits, lastMs: clock.nowMs() })
      }
    },
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
