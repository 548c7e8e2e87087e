import { LinearSRGBColorSpace, WebGLRenderer } from 'three'

/** The page cannot draw in three dimensions here: no WebGL, or it is switched off. */
class WebGlMissingError extends Error {
  constructor(cause?: unknown) {
    super('this browser offers no WebGL; the lists hold the same objects', { cause })
    this.name = 'WebGlMissingError'
  }
}

/** A renderer and what draws for it. */
export type GlobeRenderer = {
  readonly renderer: WebGLRenderer
  /** Whether a processor draws in place of a graphics chip. */
  readonly isSoftware: boolean
  /** As the driver names itself. */
  readonly device: string
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i
const MOST_PIXEL_RATIO = 2

/** Names what draws, by a context that is thrown away again: antialiasing must be known before the real one is made. */
function graphicsDevice(): string {
  const context = document.createElement('canvas').getContext('webgl2')
  if (context === null) throw new WebGlMissingError()
  const names = context.getExtension('WEBGL_debug_renderer_info')
  const device: unknown = context.getParameter(names === null ? context.RENDERER : names.UNMASKED_RENDERER_WEBGL)
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return String(device)
}

/**
 * The renderer of a canvas; on a software renderer without antialiasing and at one pixel for one, twice as fast.
 * @throws WebGlMissingError
 */
export function createGlobeRenderer(canvas: HTMLCanvasElement): GlobeRenderer {
  const device = graphicsDevice()
  const isSoftware = SOFTWARE.test(device)
  try {
    const renderer = new WebGLRenderer({ canvas, antialias: !isSoftware, powerPreference: 'high-performance' })
    // Colours go to the screen as they are written in the palette.
    renderer.outputColorSpace = LinearSRGBColorSpace
    renderer.setPixelRatio(isSoftware ? 1 : Math.min(MOST_PIXEL_RATIO, globalThis.devicePixelRatio))
    return { renderer, isSoftware, device }
  } catch (cause) {
    throw new WebGlMissingError(cause)
  }
}
