import type { Release, ReleasePreview } from '../../api/contract/releases.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { StoredRelease } from './stored-release.ts'

const unreadable = { code: 'release/unreadable', reason: 'its body is not as it was written' } as const
const noWords = { en: '', ja: '' } as const

/**
 * A release as the API gives it.
 *
 * @param judged - What would be said of it now; undefined where its body cannot be read.
 */
export function releaseView(release: StoredRelease, judged: ReleasePreview | undefined): Release {
  const { id, state, kind, title, request, draftedBy, authorKeyId, place, recall, releasedMs, recalledMs } = release
  return {
    ...{ id, state, kind, title, request, draftedBy, authorKeyId },
    preview: previewShown(release, judged),
    draftedUtc: isoOfUnixMs(release.draftedMs),
    signatures: release.signatures.map(({ keyId, officer, atMs }) => ({ keyId, officer, atUtc: isoOfUnixMs(atMs) })),
    releasedUtc: releasedMs === undefined ? null : isoOfUnixMs(releasedMs),
    index: place?.position ?? null,
    recallDraft:
      recall === undefined ? null : { keyId: recall.keyId, body: recall.body, bodySha256: recall.bodySha256 },
    recalledUtc: recalledMs === undefined ? null : isoOfUnixMs(recalledMs),
  }
}

function previewShown(release: StoredRelease, judged: ReleasePreview | undefined): ReleasePreview {
  const { body, bodySha256, heldBack, sourceMark, attached, place, recipients } = release
  const base = judged ?? { origin: null, refusal: unreadable, recipients: [], banner: noWords, portion: noWords }
  const hasLeft = release.state === 'released'
  return {
    ...{ body, bodySha256, heldBack, sourceMark: sourceMark ?? null, attached: attached ?? null },
    ...{ banner: base.banner, portion: base.portion },
    origin: place?.origin ?? base.origin,
    refusal: hasLeft ? null : base.refusal,
    recipients: hasLeft && recipients !== undefined ? recipients : base.recipients,
  }
}
