import { type ConfidentialityLabel, labelNamespace } from './confidentiality-label.ts'

/**
 * Writes a label as an ADatP-4774 `originatorConfidentialityLabel`, as `readConfidentialityLabel` reads it.
 *
 * @returns An XML document of one line; texts are escaped, characters that XML does not allow are a refusal.
 */
export function writeConfidentialityLabel(
  label: ConfidentialityLabel,
): { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly reason: string } {
  const { policy, policyUrl, classification, categories, createdAt, reviewAt } = label
  const texts = [policy, policyUrl, classification, createdAt, reviewAt]
  for (const { tagName, values } of categories) texts.push(tagName, ...values)
  if (texts.some((text) => text !== undefined && !isWritable(text))) {
    return { ok: false, reason: 'a text of the label is empty, padded, or holds a character that XML does not allow' }
  }
  const listed = categories.map(({ tagName, type, values }) => {
    const inside = values.map((value) => element('GenericValue', '', value)).join('')
    return `<Category TagName="${escaped(tagName)}" Type="${type}">${inside}</Category>`
  })
  const review = reviewAt === undefined ? '' : ` ReviewDateTime="${escaped(reviewAt)}"`
  const url = policyUrl === undefined ? '' : ` URI="${escaped(policyUrl)}"`
  const information =
    element('PolicyIdentifier', url, policy) + element('Classification', '', classification) + listed.join('')
  const created = createdAt === undefined ? '' : element('CreationDateTime', '', createdAt)
  const xml = `<originatorConfidentialityLabel xmlns="${labelNamespace}"${review}><ConfidentialityInformation>${information}</ConfidentialityInformation>${created}</originatorConfidentialityLabel>`
  return { ok: true, xml }
}

function element(name: string, attributes: string, text: string): string {
  return `<${name}${attributes}>${escaped(text)}</${name}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function isWritable(text: string): boolean {
  return text !== '' && text.trim() === text && /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text)
}
