import { randomBytes } from 'node:crypto'
import { coreKinds, type KindSchemas } from '@yagura/record'
import { spaceRecordSchemas } from '@yagura/space'
import type { Caller } from '../../api/contract/operations.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { samePerson } from '../officers/officer-name.ts'
import { LOCAL_OFFICER } from '../officers/service.ts'
import { createAppend } from './append-record.ts'
import { KeyUnusableError } from './errors.ts'
import { openKeyBook } from './key-book.ts'
import { createRecallDesk } from './recall-desk.ts'
import { openReleaseBook } from './release-book.ts'
import type { ReleaseDependencies } from './release-dependencies.ts'
import { createReleaseDesk, type ReleaseDesk } from './release-desk.ts'
import { createPartnerView } from './view-as-partner.ts'

/** Every kind of record that this node reads and writes. */
export const recordKinds: KindSchemas = { ...coreKinds, ...spaceRecordSchemas }

type DeskOperationId =
  | 'previewRelease'
  | 'draftRelease'
  | 'changeRelease'
  | 'listReleases'
  | 'readRelease'
  | 'signRelease'
  | 'withdrawRelease'

type ReleaseOperationId =
  | DeskOperationId
  | 'listOfficerKeys'
  | 'askForKey'
  | 'certifyKey'
  | 'draftRecall'
  | 'signRecall'
  | 'viewAsPartner'
  | 'appendRecord'

/** Officers' keys, and what leaves this node by two persons' signatures. */
export type ReleaseService = {
  readonly handlers: Handlers<ReleaseOperationId>
  /** Whether a release that has not left names a blob. */
  readonly names: (blobSha256: string) => boolean
  /** Takes up what a stop has left between the logs and this service's own documents. */
  readonly start: () => Promise<void>
  /** Waits until the logs have taken what was said of keys. */
  readonly close: () => Promise<void>
}

const fewReleases = 100

/** Opens the keys and releases of a node. */
export function createReleaseService(
  context: NodeContext,
  dependencies: Omit<ReleaseDependencies, 'randomBytes'>,
): ReleaseService {
  const all: ReleaseDependencies = { ...dependencies, randomBytes }
  const keys = openKeyBook(context, all)
  const book = openReleaseBook(context)
  const parts = { context, keys, book, kinds: recordKinds, ...all }
  const desk = createReleaseDesk(parts)
  return {
    handlers: {
      listOfficerKeys: async () => ({ items: keys.list().map(({ view }) => view) }),
      askForKey: async ({ body: { publicKey, name, officer } }, caller) => {
        const known = await keys.ask({ officer: ownerOf(officer, caller), name, publicKey }, caller.officer)
        return known.view
      },
      certifyKey: async ({ body: { record, officer } }, caller) => {
        const known = await book.inTurn(() => keys.certify(record, officer, caller.officer))
        return known.view
      },
      ...releaseHandlers(desk),
      ...createRecallDesk(parts, desk.view),
      viewAsPartner: createPartnerView(parts),
      appendRecord: createAppend(all.logs, recordKinds),
    },
    names: (sha256) =>
      book
        .list()
        .some(({ state, attached }) => attached?.sha256 === sha256 && (state === 'draft' || state === 'signed')),
    start: async () => {
      keys.handOn()
      await desk.reconcile()
    },
    close: keys.settled,
  }
}

/** Nobody asks for a key in another's name, but for whoever commands the node on its own machine. */
function ownerOf(officer: string | undefined, caller: Caller): string {
  if (officer === undefined || samePerson(officer, caller.officer)) return caller.officer
  if (caller.officer === LOCAL_OFFICER) return officer
  throw new KeyUnusableError(`${caller.officer} asks for a key of ${officer}; each officer asks for an own one`)
}

function releaseHandlers(desk: ReleaseDesk): Handlers<DeskOperationId> {
  return {
    previewRelease: ({ body }, caller) => desk.preview(body, caller),
    draftRelease: ({ body }, caller) => desk.draft(body, caller),
    changeRelease: ({ params, body }, caller) => desk.change(params.id, body, caller),
    listReleases: async ({ query: { state, offset = 0, limit = fewReleases } }) => {
      const fitting = desk.list().filter((release) => state === undefined || release.state === state)
      const items = await Promise.all(fitting.slice(offset, offset + limit).map(desk.view))
      return { items, total: fitting.length, offset }
    },
    readRelease: async ({ params }) => desk.view(desk.get(params.id)),
    signRelease: ({ params, body }, caller) => desk.sign(params.id, body, caller),
    withdrawRelease: ({ params }, caller) => desk.withdraw(params.id, caller),
  }
}
