import type { RecordBody } from '@yagura/record'
import type { Release } from '../../api/contract/releases.ts'
import type { Handlers } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { signedText } from './compose-release.ts'
import { KeyUnusableError, ReleaseRefusedError, ReleaseStateError } from './errors.ts'
import { requireState } from './release-book.ts'
import type { ReleaseParts } from './release-desk.ts'
import { authorKey, requireSignature, signedLine, usableKey } from './release-signing.ts'
import { parseBody, type StoredRelease } from './stored-release.ts'

const recallKind = 'recall.ask'

/** Takes back what has left: one officer, at once. The record goes to the same log, so that all who have the one get the other. */
export function createRecallDesk(
  parts: ReleaseParts,
  view: (release: StoredRelease) => Promise<Release>,
): Handlers<'draftRecall' | 'signRecall'> {
  const { context, keys, book, logs, kinds, verify } = parts
  const released = (id: string): StoredRelease => {
    const release = book.get(id)
    requireState(release, ['released'], 'only what has left can be recalled')
    if (release.recalledMs !== undefined) throw new ReleaseStateError(id, 'recalled', 'it was recalled already')
    return release
  }
  return {
    draftRecall: ({ params: { id }, body: { why, keyId } }, caller) =>
      book.inTurn(async () => {
        const release = released(id)
        const author = authorKey(keys, keyId, recallKind, caller)
        const mark = parseBody(release.body)?.mark
        if (mark === undefined) {
          throw new ReleaseRefusedError({ code: 'release/unreadable', reason: 'its body is not as it was written' })
        }
        const body: RecordBody = {
          at: isoOfUnixMs(context.clock.nowMs()),
          by: author.keyId.slice(0, author.keyId.indexOf('#')),
          data: { act: 'hide', record: release.bodySha256, why },
          id: context.newId(),
          kind: recallKind,
          mark,
          refs: [],
          v: 1,
        }
        const { text, bodySha256 } = signedText(body)
        const recall = { keyId: author.keyId, body: text, bodySha256, draftedBy: caller.officer }
        const words = `${release.title}: a recall is written`
        return view(
          await book.put({ ...release, recall }, { kind: 'release/recall-drafted', by: caller.officer, text: words }),
        )
      }),
    signRecall: ({ params: { id }, body: signature }, caller) =>
      book.inTurn(async () => {
        const release = released(id)
        const { recall } = release
        if (recall === undefined) throw new ReleaseStateError(id, release.state, 'no recall has been written')
        if (signature.keyId !== recall.keyId)
          throw new KeyUnusableError(`the recall is to be signed by ${recall.keyId}`)
        const signer = usableKey(keys, signature.keyId, recallKind, caller)
        requireSignature(recall.body, signature, signer.key, verify)
        const { origin } =
          (await logs.find(recall.bodySha256)) ?? (await logs.append(signedLine(recall.body, [signature], kinds)))
        const text = `${release.title}: ${signer.officer} recalled it in ${origin}`
        const done = { ...release, recalledMs: context.clock.nowMs() }
        return view(await book.put(done, { kind: 'release/recalled', by: signer.officer, text }))
      }),
  }
}
