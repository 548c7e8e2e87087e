/** Catalogue numbers that were typed. @returns The numbers, or the first word that is none. */
export function parsePrimaries(
  typed: string,
): { readonly ids: readonly number[]; readonly wrong?: undefined } | { readonly wrong: string } {
  const words = typed
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter((word) => word !== '')
  const wrong = words.find((word) => !/^[1-9]\d{0,8}$/.test(word))
  return wrong === undefined ? { ids: [...new Set(words.map(Number))] } : { wrong }
}
