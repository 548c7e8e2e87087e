import type { StixStore, StixVersion } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import type { CrossingBook } from '../../audit/crossing-book.ts'
import type { Handlers } from '../../context.ts'
import { type ExportPage, idIn } from './export-objects.ts'

/** Writes down who reads intelligence of other nations, before it is shown. */
export type ReadingNotes = {
  /** @param ids - Objects of which something is shown; those of this node's own nation, and unknown ones, are passed over. */
  readonly noteRead: (officer: string, ids: Iterable<string>) => Promise<void>
  /** @param as - Nation as whose people see it; then all of it is written down. */
  readonly noteSaved: (officer: string, page: ExportPage, as: string | undefined) => Promise<void>
}

type Read = { readonly id: string; readonly mark?: Marking | undefined; readonly of: string }

/** @param ownNation - ISO 3166-1 alpha-3; empty while the node has no identity among partners. */
export function createReadingNotes(
  store: Pick<StixStore, 'newest'>,
  { note }: Pick<CrossingBook, 'note'>,
  ownNation: () => string,
): ReadingNotes {
  const isForeign = (originator: string): boolean => originator !== '' && originator !== ownNation()
  const write = async (kind: 'audit/read' | 'audit/exported', officer: string, all: readonly Read[]): Promise<void> => {
    for (const of of new Set(all.map((one) => one.of))) {
      const marks = new Map(all.filter((one) => one.of === of).map(({ id, mark }) => [id, mark]))
      await note({
        ...{ kind, by: officer, to: officer, of, things: [...marks.keys()] },
        about: (thing) => ({ id: String(thing), mark: marks.get(String(thing)) }),
      })
    }
  }
  return {
    noteRead: async (officer, ids) => {
      const wanted = [...new Set(ids)]
      const versions: readonly StixVersion[] = wanted.length === 0 ? [] : await store.newest(wanted)
      const foreign = versions.filter(({ originator }) => isForeign(originator))
      const read = foreign.map(({ object, marking, originator }) => ({
        id: object.id,
        mark: marking,
        of: of(originator),
      }))
      await write('audit/read', officer, read)
    },
    noteSaved: async (officer, page, as) => {
      const saved = page.flatMap(({ body, originator = '', marking }) => {
        if (as !== undefined) return [{ id: idIn(body), of: `intelligence for ${as}` }]
        return isForeign(originator) ? [{ id: idIn(body), mark: marking, of: of(originator) }] : []
      })
      await write('audit/exported', officer, saved)
    },
  }
}

function of(nation: string): string {
  return `intelligence of ${nation}`
}

/** Operations that show objects of STIX. */
export type ReadingIds =
  | 'listStixObjects'
  | 'readStixObject'
  | 'readStixVersion'
  | 'readStixGraph'
  | 'readStixDiamond'
  | 'listTechniques'

/** The same operations: what they show of other nations is written down before they answer. */
export function notedReads(
  handlers: Handlers<ReadingIds>,
  { noteRead }: Pick<ReadingNotes, 'noteRead'>,
): Handlers<ReadingIds> {
  return {
    listStixObjects: async (asked, caller) => {
      const answer = await handlers.listStixObjects(asked, caller)
      await noteRead(
        caller.officer,
        answer.items.flatMap(({ id, createdBy, named }) => [id, createdBy?.id ?? id, ...named.map((one) => one.id)]),
      )
      return answer
    },
    readStixObject: async (asked, caller) => {
      const answer = await handlers.readStixObject(asked, caller)
      const others = [...answer.references, ...answer.relations.map(({ other }) => other)]
      const comments = answer.comments.map(({ row }) => row)
      await noteRead(
        caller.officer,
        [answer.row, ...others, ...comments].map(({ id }) => id),
      )
      return answer
    },
    readStixVersion: async (asked, caller) => {
      const answer = await handlers.readStixVersion(asked, caller)
      await noteRead(caller.officer, [asked.params.id])
      return answer
    },
    readStixGraph: async (asked, caller) => {
      const answer = await handlers.readStixGraph(asked, caller)
      await noteRead(
        caller.officer,
        answer.nodes.map(({ id }) => id),
      )
      return answer
    },
    readStixDiamond: async (asked, caller) => {
      const answer = await handlers.readStixDiamond(asked, caller)
      const corners = Object.values(answer.vertices).flat()
      await noteRead(caller.officer, [asked.params.id, ...corners.map(({ id }) => id)])
      return answer
    },
    listTechniques: async (asked, caller) => {
      const answer = await handlers.listTechniques(asked, caller)
      const tactics = answer.matrices.flatMap((matrix) => matrix.tactics)
      const techniques = tactics.flatMap((tactic) => tactic.techniques)
      await noteRead(
        caller.officer,
        [...answer.matrices, ...tactics, ...techniques].map(({ id }) => id),
      )
      return answer
    },
  }
}
