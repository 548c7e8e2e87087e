// Writing without spaces between words: kana, Han, Hangul and their forms.
const unspaced = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\uac00-\ud7af]/gu

/**
 * A text as it is put into the index of words: each character of a writing without spaces becomes a word of its own, so that a part of a
 * sentence is found as words in a row.
 */
export function indexedText(text: string): string {
  return text.replace(unspaced, ' $& ')
}

/**
 * What a person typed, as a question to the index of SQLite (FTS5): all words must occur; what is written together, such as
 * `evil.example` or Japanese, must occur together; the last one may be the beginning of a word.
 *
 * @returns Undefined where nothing of it can be searched.
 */
export function wordQuery(typed: string): string | undefined {
  const phrases = typed
    .split(/\s+/u)
    // A quotation mark ends a phrase, NUL the whole question.
    .map((piece) => indexedText(piece).replaceAll('"', ' ').replaceAll('\0', ' ').trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
  if (phrases.length === 0) return undefined
  return phrases.map((phrase, index) => `"${phrase}"${index === phrases.length - 1 ? '*' : ''}`).join(' ')
}
