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

/** The same data colours as styles/tokens.css. Kinds are told apart by shape first, so that a theme of one hue keeps them. */
export const globePalettes: { readonly [Theme in GlobeTheme]: GlobePalette } = {
  dark: {
    space: '#080e15',
    sea: '#12263a',
    land: '#33495c',
    coast: '#7690a8',
    graticule: '#20384e',
    belt: '#3d556c',
    orbit: '#eef5ff',
    otherOrbit: '#8fb8e0',
    kinds: ['#cfe4ff', '#b08cf0', '#8b98a6', '#ff9ec7'],
    nightShare: 0.5,
  },
  light: {
    space: '#dfe6ee',
    sea: '#f5f9fc',
    land: '#c9d4c6',
    coast: '#66767f',
    graticule: '#dde5ec',
    belt: '#8fa0b0',
    orbit: '#0a2d50',
    otherOrbit: '#3f6c96',
    kinds: ['#1d4f91', '#6a2fc0', '#69737e', '#b3005e'],
    nightShare: 0.84,
  },
  night: {
    space: '#040101',
    sea: '#120404',
    land: '#2b0a08',
    coast: '#6b1d16',
    graticule: '#200807',
    belt: '#4a1510',
    orbit: '#ff8a76',
    otherOrbit: '#b84a3a',
    kinds: ['#f57466', '#cf4a3f', '#8a2c24', '#ff8a78'],
    nightShare: 0.55,
  },
}
