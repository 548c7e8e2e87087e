import { bannerOf, type CheckedRecord, shippedPolicies } from '@yagura/record'

/** Controls, bidirectional marks and other letters without a shape, by which a text could pass for another on a terminal. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A record for people to read: marking over and under it, then who says what, and who signed. Signatures are not judged.
 *
 * @returns Lines, an empty one last.
 */
export function recordAsText({ record, bodySha256 }: CheckedRecord): string {
  const { body, sigs } = record
  const policy = shippedPolicies().get(body.mark.pol)
  const marking = policy === undefined ? JSON.stringify(body.mark) : bannerOf(body.mark, policy, 'en')
  const data = JSON.stringify(body.data, undefined, 2).split('\n')
  return [
    visible(marking),
    `record   ${bodySha256}`,
    `kind     ${body.kind}`,
    `by       ${body.by}`,
    `at       ${body.at} (as the author says)`,
    `id       ${body.id}`,
    `marking  ${visible(JSON.stringify(body.mark))}`,
    ...body.refs.map(({ rel, to }) => `refers   ${rel} ${to}`),
    ...data.map((line, at) => `${at === 0 ? 'data     ' : '         '}${visible(line)}`),
    ...sigs.map(({ k }) => `signed   ${k}`),
    visible(marking),
    '',
    '',
  ].join('\n')
}

function visible(text: string): string {
  return text.replace(unseen, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`)
}
