/** From a katakana letter to the hiragana one of the same sound. */
const KATAKANA_TO_HIRAGANA = 0x60

/**
 * Text in the form in which words are compared: NFKC (so that full-width and half-width forms are the same), lower case,
 * katakana as hiragana, runs of white space as one space.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  return plain.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
}
