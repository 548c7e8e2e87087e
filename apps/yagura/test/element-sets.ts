/**
 * Vanguard 1 and an object of the deep-space branch, two of the verification cases that the published theory comes with.
 * Source: Vallado, Crawford, Hujsak & Kelso, Revisiting Spacetrack Report #3, AIAA 2006-6753, App. D and SGP4-VER.TLE.
 */
export const vanguard = [
  '1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753',
  '2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667',
].join('\n')

/** The second verification case: MOLNIYA 2-14, twelve-hour resonance. */
export const molniya = [
  '1 08195U 75081A   06176.33215444  .00000099  00000-0  11873-3 0   813',
  '2 08195  64.1586 279.0717 6877146 264.7651  20.2257  2.00491383225656',
].join('\n')

/** A verification case that re-enters: MINOTAUR R/B, lost within 50 minutes of its epoch. */
export const minotaur = [
  '1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534',
  '2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708',
].join('\n')
