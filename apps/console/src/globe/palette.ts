/** Colours of the globe in one theme, `#rrggbb`. Status colours are not among them: they are for status alone. */
export type GlobePalette = {
  readonly space: string
  readonly sea: string
  readonly land: string
  readonly coast: string
  readonly graticule: string
  readonly belt: string
  readonly orbit: string
  readonly otherOrbit: string
  /** Payload, rocket body, debris, unknown. */
  readonly kinds: readonly [string, string, string, string]
  /** Share of the light that the night side keeps. */
  readonly nightShare: number
}

/** The themes of the console. */
export type GlobeTheme = 'dark' | 'light' | 'night'

/** Kinds are told apart by shape first, so that a theme of one hue keeps them. */
export const globePalettes: { readonly [Theme in GlobeTheme]: GlobePalette } = {
  dark: {
    space: '#060b12',
    sea: '#12263a',
    land: '#33495c',
    coast: '#7690a8',
    graticule: '#20384e',
    belt: '#3d556c',
    orbit: '#eef5ff',
    otherOrbit: '#8fb8e0',
    kinds: ['#cfe3f7', '#b79af2', '#7d8fa1', '#ff9bd5'],
    nightShare: 0.5,
  },
  light: {
    space: '#dfe5ec',
    sea: '#f5f9fc',
    land: '#c9d4c6',
    coast: '#66767f',
    graticule: '#dde5ec',
    belt: '#8fa0b0',
    orbit: '#0a2d50',
    otherOrbit: '#3f6c96',
    kinds: ['#0e4f8b', '#6531c8', '#75808b', '#ad0c7c'],
    nightShare: 0.84,
  },
  night: {
    space: '#000000',
    sea: '#120404',
    land: '#2b0a08',
    coast: '#6b1d16',
    graticule: '#200807',
    belt: '#4a1510',
    orbit: '#ff8a76',
    otherOrbit: '#b84a3a',
    kinds: ['#d4533f', '#b23b2b', '#7d271d', '#f07a66'],
    nightShare: 0.55,
  },
}
