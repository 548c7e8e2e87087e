import { isDeepStrictEqual } from 'node:util'
import { YaguraError } from '@yagura/core'
import { base64UrlOf, type KindSchemas, type Marking } from '@yagura/record'
import type { Caller } from '../../api/contract/operations.ts'
import type { Release, ReleasePreview, ReleaseRequest } from '../../api/contract/releases.ts'
import type { NodeContext } from '../context.ts'
import { samePerson } from '../officers/officer-name.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { composeBody, previewOf, type ReleaseMaterial, signedText } from './compose-release.ts'
import { KeyUnusableError, ReleaseRefusedError, SecondPersonError } from './errors.ts'
import { restingOn } from './held-records.ts'
import type { ReleaseRules, TornFrom } from './judge-release.ts'
import { type KeyBook, requireOwn } from './key-book.ts'
import { type ReleaseBook, requireState } from './release-book.ts'
import type { ReleaseDependencies } from './release-dependencies.ts'
import {
  authorKey,
  type KeptSignature,
  requireSignature,
  signedLine,
  type UsableKey,
  usableKey,
} from './release-signing.ts'
import { releaseView } from './release-view.ts'
import type { RestsOn } from './rests-on.ts'
import type { SharedSubject } from './shared-subject.ts'
import { parseBody, type StoredRelease } from './stored-release.ts'
import { othersAmong, toldNow } from './told-now.ts'

/** What the parts of the service share. */
export type ReleaseParts = ReleaseDependencies & {
  readonly context: NodeContext
  readonly keys: KeyBook
  readonly book: ReleaseBook
  readonly kinds: KindSchemas
}

/** Where releases are written, signed by two, and let go. */
export type ReleaseDesk = {
  readonly preview: (request: ReleaseRequest, caller: Caller) => Promise<ReleasePreview>
  readonly draft: (request: ReleaseRequest, caller: Caller) => Promise<Release>
  /** Writes a release anew that has not left; its signatures are void. */
  readonly change: (id: string, request: ReleaseRequest, caller: Caller) => Promise<Release>
  readonly sign: (id: string, signature: KeptSignature, caller: Caller) => Promise<Release>
  readonly withdraw: (id: string, caller: Caller) => Promise<Release>
  readonly list: () => readonly StoredRelease[]
  readonly get: (id: string) => StoredRelease
  readonly view: (release: StoredRelease) => Promise<Release>
  readonly reconcile: () => Promise<void>
}

type Written = {
  readonly preview: ReleasePreview
  readonly authorKeyId: string
  readonly title: string
  readonly kind: string
  readonly salt: string | undefined
  readonly restsOn: readonly string[]
  readonly subjectMark: Marking | undefined
  readonly tellsOf: readonly RestsOn[] | undefined
  readonly keepBlob: (() => Promise<unknown>) | undefined
}

const saltBytes = 32

/** Makes the desk. */
export function createReleaseDesk(parts: ReleaseParts): ReleaseDesk {
  const { context, book } = parts
  const view = async (release: StoredRelease): Promise<Release> =>
    releaseView(release, await judgedIfKept(parts, release))
  const draftAs = async (id: string, request: ReleaseRequest, caller: Caller, kind: string): Promise<Release> => {
    const written = await write(parts, id, request, caller)
    const { refusal } = written.preview
    if (refusal !== null) throw new ReleaseRefusedError(refusal)
    await written.keepBlob?.()
    const release = draftOf(id, request, written, caller, context.clock.nowMs())
    const text = `${release.title}: ${kind === 'release/drafted' ? 'a release is drafted' : 'the release is written anew'}`
    return view(await book.put(release, { kind, by: caller.officer, text }))
  }
  return {
    preview: async (request, caller) => (await write(parts, context.newId(), request, caller)).preview,
    draft: (request, caller) => book.inTurn(() => draftAs(context.newId(), request, caller, 'release/drafted')),
    change: (id, request, caller) =>
      book.inTurn(async () => {
        requireState(book.get(id), ['draft', 'signed'], 'it cannot be changed any more')
        return draftAs(id, request, caller, 'release/changed')
      }),
    sign: (id, signature, caller) => book.inTurn(async () => view(await sign(parts, id, signature, caller))),
    withdraw: (id, caller) =>
      book.inTurn(async () => {
        const release = book.get(id)
        requireState(release, ['draft', 'signed'], 'what has left is recalled, not withdrawn')
        const text = `${release.title}: the release is withdrawn`
        const withdrawn = { ...release, state: 'withdrawn' as const }
        return view(await book.put(withdrawn, { kind: 'release/withdrawn', by: caller.officer, text }))
      }),
    list: book.list,
    get: book.get,
    view,
    reconcile: () => book.inTurn(() => reconcile(parts)),
  }
}

async function rulesOf({ context, logs, policies, kinds }: ReleaseParts): Promise<ReleaseRules> {
  const own = requireOwn(logs)
  const partners = (await logs.partners()).filter(({ suspended }) => !suspended)
  return { mode: context.mode, policies, ownNation: own.party, own, partners, kinds }
}

async function write(parts: ReleaseParts, id: string, request: ReleaseRequest, caller: Caller): Promise<Written> {
  const { context, keys, readSubject } = parts
  const rules = await rulesOf(parts)
  const salt = request.tearLineOf === undefined ? undefined : base64UrlOf(parts.randomBytes(saltBytes))
  const torn = salt === undefined ? undefined : tornFrom(parts, request, salt)
  const subject: SharedSubject = torn?.subject ?? (await readSubject(request.subject, request.mark))
  const restsOn = [...new Set([...(request.derivedFrom ?? []), ...(subject.restsOn ?? [])])]
  const attached = torn?.attached ?? subject.attached?.view ?? null
  const { mark: subjectMark, tellsOf } = subject
  const sources = await sourcesOf(parts, restsOn, tellsOf)
  const material: ReleaseMaterial = { subject, restsOn, sources, torn: torn?.from, subjectMark }
  const author = authorKey(keys, request.keyId, subject.kind, caller)
  const by = author.keyId.slice(0, author.keyId.indexOf('#'))
  const body = composeBody(request, material, { by, atUtc: isoOfUnixMs(context.clock.nowMs()), id })
  const preview = previewOf(body, request.leaveOut ?? [], { ...material, attached }, rules)
  const { title, kind } = subject
  const written = { preview, authorKeyId: author.keyId, title, kind, salt, restsOn, subjectMark, tellsOf }
  return { ...written, keepBlob: subject.attached?.keep }
}

/** A tear-line says a part of what was signed, not of what is known now. */
function tornFrom({ book, logs }: ReleaseParts, { tearLineOf, subject }: ReleaseRequest, salt: string) {
  const source = book.list().find(({ bodySha256, signatures }) => bodySha256 === tearLineOf && signatures.length > 0)
  const body = source && parseBody(source.body)
  const isSame = source !== undefined && isDeepStrictEqual(source.request.subject, subject)
  if (!isSame || body === undefined) {
    const reason = 'no signed record of this subject has that hash'
    throw new ReleaseRefusedError({ code: 'release/source-not-held', reason })
  }
  if (source.recalledMs !== undefined) {
    throw new ReleaseRefusedError({ code: 'release/source-recalled', reason: 'the whole record was recalled' })
  }
  const from: TornFrom = { body, bodySha256: signedText(body).bodySha256, salt }
  const subjectOfPart: SharedSubject = {
    ...{ kind: body.kind, title: source.title, data: body.data, restsOn: restsOf(source) },
    tellsOf: othersAmong(source.tellsOf, logs.own()?.party),
  }
  const { attached } = source
  return { from, subject: subjectOfPart, attached }
}

/** Partners' records that a release rests on. A part rests on what the whole rests on: nobody lowers what a partner has marked. */
function restsOf({ restsOn, request }: StoredRelease): readonly string[] {
  return restsOn ?? request.derivedFrom ?? []
}

async function sourcesOf(
  { logs, kinds, context }: ReleaseParts,
  restsOn: readonly string[],
  tellsOf: readonly RestsOn[] = [],
): Promise<readonly RestsOn[]> {
  return [...(await restingOn(restsOn, logs, kinds, context.clock.nowMs())), ...tellsOf]
}

function draftOf(id: string, request: ReleaseRequest, written: Written, caller: Caller, nowMs: number): StoredRelease {
  const { preview, authorKeyId, title, kind, salt, restsOn, subjectMark, tellsOf } = written
  const { body, bodySha256, heldBack, sourceMark, attached } = preview
  return {
    ...{ id, state: 'draft', kind, title, request, authorKeyId, body, bodySha256, heldBack, signatures: [] },
    ...(sourceMark === null ? {} : { sourceMark }),
    ...(attached === null ? {} : { attached }),
    ...{ restsOn: [...restsOn] },
    ...(subjectMark === undefined ? {} : { subjectMark }),
    ...(tellsOf === undefined ? {} : { tellsOf: tellsOf.map((one) => ({ ...one, approvals: [...one.approvals] })) }),
    ...(salt === undefined ? {} : { salt }),
    ...{ draftedBy: caller.officer, draftedMs: nowMs },
  }
}

/** The same; undefined also where what it is about, or rests on, is not kept any more. */
async function judgedIfKept(parts: ReleaseParts, release: StoredRelease): Promise<ReleasePreview | undefined> {
  try {
    return await judgedNow(parts, release)
  } catch (error) {
    if (error instanceof YaguraError) return undefined
    throw error
  }
}

/** What would be said of a release if it were let go now; undefined where its body cannot be read. */
async function judgedNow(parts: ReleaseParts, release: StoredRelease): Promise<ReleasePreview | undefined> {
  const body = parseBody(release.body)
  if (body === undefined || parts.logs.own() === undefined) return undefined
  const { request, salt, subjectMark } = release
  const torn = salt === undefined ? undefined : tornFrom(parts, request, salt).from
  const sources = await sourcesOf(parts, restsOf(release), await toldNow(parts, release))
  const attached = release.attached ?? null
  return previewOf(body, request.leaveOut ?? [], { sources, torn, attached, subjectMark }, await rulesOf(parts))
}

async function sign(parts: ReleaseParts, id: string, signature: KeptSignature, caller: Caller): Promise<StoredRelease> {
  const { book, keys, verify, context } = parts
  const release = book.get(id)
  requireState(release, ['draft', 'signed'], 'it cannot be signed any more')
  const signer = usableKey(keys, signature.keyId, release.kind, caller)
  requireSignature(release.body, signature, signer.key, verify)
  const kept = { ...signature, officer: signer.officer, atMs: context.clock.nowMs() }
  if (release.state === 'signed') return letGo(parts, release, signer, kept)
  if (signature.keyId !== release.authorKeyId) {
    throw new KeyUnusableError(`release ${id} is signed first by its author’s key, ${release.authorKeyId}`)
  }
  const text = `${release.title}: ${signer.officer} signed as its author`
  const signed: StoredRelease = { ...release, state: 'signed', signatures: [kept] }
  return book.put(signed, { kind: 'release/signed', by: signer.officer, text })
}

/** The second person's signature: everything is judged again, then it leaves. */
async function letGo(
  parts: ReleaseParts,
  release: StoredRelease,
  releaser: UsableKey,
  kept: StoredRelease['signatures'][number],
): Promise<StoredRelease> {
  const { book, keys, verify, kinds, logs, context } = parts
  const [first] = release.signatures
  if (first === undefined) throw new SecondPersonError(release.id)
  const author = usableKey(keys, first.keyId, release.kind, { officer: first.officer, role: 'officer' })
  requireSignature(release.body, first, author.key, verify)
  const isSame = samePerson(author.officer, releaser.officer) || samePerson(release.draftedBy, releaser.officer)
  if (isSame || author.keyId === releaser.keyId) throw new SecondPersonError(release.id)
  if (!releaser.key.mandate.includes('release')) {
    throw new KeyUnusableError(`${releaser.keyId} has no mandate to release what another officer wrote`)
  }
  const judged = await judgedNow(parts, release)
  if (judged === undefined || judged.refusal !== null) {
    throw new ReleaseRefusedError(
      judged?.refusal ?? { code: 'release/unreadable', reason: 'its body is not as it was written' },
    )
  }
  const signatures = [first, kept]
  const place = await logs.append(signedLine(release.body, signatures, kinds))
  const text = `${release.title}: ${releaser.officer} let it go to ${place.origin}`
  const done = { ...release, state: 'released' as const, signatures, place, releasedMs: context.clock.nowMs() }
  return book.put({ ...done, recipients: judged.recipients }, { kind: 'release/released', by: releaser.officer, text })
}

/** A stop between the append and its document: the log says that it left. */
async function reconcile({ book, logs, context }: ReleaseParts): Promise<void> {
  for (const release of book.list()) {
    const found = release.state === 'signed' ? await logs.find(release.bodySha256) : undefined
    if (found === undefined) continue
    const place = { origin: found.origin, position: found.position }
    const text = `${release.title}: it had been let go to ${place.origin} before the node stopped`
    const done = { ...release, state: 'released' as const, place, releasedMs: context.clock.nowMs() }
    await book.put(done, { kind: 'release/released', by: 'node', text })
  }
}
