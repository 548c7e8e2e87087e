import { createHash } from 'node:crypto'
import {
  base64UrlBytes,
  canonicalBytes,
  commitmentTo,
  type Marking,
  type RecordBody,
  tearLineRelation,
  utf8Text,
} from '@yagura/record'
import type { AttachedBlob, ReleasePreview, ReleaseRequest } from '../../api/contract/releases.ts'
import { wordsOf } from '../marking-words.ts'
import { ReleaseRefusedError } from './errors.ts'
import { objectionTo, originOfMark, type ReleaseRules, sourceMarkOf, type TornFrom } from './judge-release.ts'
import { leaveOut } from './leave-out.ts'
import { recipientsOf } from './recipients.ts'
import type { RestsOn } from './rests-on.ts'
import type { SharedSubject } from './shared-subject.ts'

/** What a record is written from. */
export type ReleaseMaterial = {
  readonly subject: SharedSubject
  /** Partners' records that it rests on, by the SHA-256 of their bodies. */
  readonly restsOn: readonly string[]
  /** What they say of who may have them. */
  readonly sources: readonly RestsOn[]
  readonly torn: TornFrom | undefined
  /** The subject's own marking, where it has one. */
  readonly subjectMark?: Marking | undefined
}

/** Who writes it, when, and under which id. */
export type Authorship = { readonly by: string; readonly atUtc: string; readonly id: string }

/**
 * Writes the body of a record that is to be shared.
 *
 * @throws ReleaseRefusedError where a member is to be left out that is not there.
 */
export function composeBody(
  { mark, leaveOut: pointers = [] }: ReleaseRequest,
  { subject, torn, restsOn }: ReleaseMaterial,
  { by, atUtc, id }: Authorship,
): RecordBody {
  const refs =
    torn === undefined
      ? restsOn.map((to) => ({ rel: 'derivedFrom', to }))
      : [{ rel: tearLineRelation, to: commitmentOf(torn) }]
  return { at: atUtc, by, data: leaveOut(subject.data, pointers), id, kind: subject.kind, mark, refs, v: 1 }
}

/** Canonical JSON of a body, and its SHA-256 in hex. */
export function signedText(body: RecordBody): { readonly text: string; readonly bodySha256: string } {
  const bytes = canonicalBytes(body)
  return { text: utf8Text(bytes) ?? '', bodySha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Shows what would leave, to whom, and what is held back by which rule. */
export function previewOf(
  body: RecordBody,
  pointers: readonly string[],
  material: Omit<ReleaseMaterial, 'subject' | 'restsOn'> & { readonly attached: AttachedBlob | null },
  rules: ReleaseRules,
): ReleasePreview {
  const { torn, subjectMark, attached } = material
  const { text, bodySha256 } = signedText(body)
  const sources = sourcesWithOwn(material, rules)
  const refusal = objectionTo(body, sources, torn, rules)
  const joined = sourceMarkOf(body.mark.pol, sources, rules, subjectMark)
  const sourceMark = torn?.body.mark ?? (joined.ok ? joined.marking : null)
  return {
    body: text,
    bodySha256,
    origin: originOfMark(body.mark, rules.own),
    refusal: refusal === undefined ? null : { code: refusal.code, reason: refusal.reason },
    recipients: [...recipientsOf(rules.partners, body.mark, sources, rules)],
    heldBack: pointers.map((field) => ({ field, rule: 'left-out', reason: 'left out by the author' })),
    sourceMark,
    attached,
    ...wordsOf(body.mark, rules.policies),
  }
}

/** What it rests on, with its own marking as this nation’s: a part of what was signed has that of the whole. */
function sourcesWithOwn(
  { sources, torn, subjectMark }: Pick<ReleaseMaterial, 'sources' | 'torn' | 'subjectMark'>,
  { ownNation }: ReleaseRules,
): readonly RestsOn[] {
  if (subjectMark === undefined || torn !== undefined) return sources
  return [...sources, { mark: subjectMark, originator: ownNation, approvals: [] }]
}

function commitmentOf({ bodySha256, salt }: TornFrom): string {
  const made = commitmentTo(bodySha256, base64UrlBytes(salt) ?? new Uint8Array())
  if (!made.ok) throw new ReleaseRefusedError(made.fault)
  return made.commitment
}
