import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'

/** A running browser and how to end it. */
export type RunningBrowser = { readonly browser: Browser; readonly close: () => Promise<void> }

/**
 * No sandbox: it needs rights that a container lacks, and only our own page is opened.
 * Pages that draw are drawn by the processor, so that every machine measures the same.
 */
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--headless',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** @param folder - Where the fonts lie. @returns A configuration of fontconfig that names them. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`
}

/**
 * Starts the Chromium that npm delivers, with the shared libraries that come with it, so that a bare system can run it.
 * @throws Error that says what is missing where it cannot start.
 */
export async function startChromium(): Promise<RunningBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-chromium-'))
  // The package unpacks into the temporary folder, and its libraries only where it takes the machine for one of Amazon's.
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x'
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    // Loaded here, as most tests of the kit's users open no browser.
    const [{ default: packaged }, { chromium }] = await Promise.all([
      import('@sparticuz/chromium'),
      import('playwright-core'),
    ])
    packaged.setGraphicsMode = true
    const executablePath = await packaged.executablePath()
    // Its list of font folders names /tmp; without any font Chromium draws no text, not even with the page's own fonts.
    writeFileSync(join(folder, 'fonts/fonts.conf'), fontsConf(join(folder, 'fonts')))
    const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS, headless: true })
    return {
      browser,
      close: async () => {
        await browser.close()
        remove()
      },
    }
  } catch (cause) {
    remove()
    throw new Error(
      'headless Chromium did not start: it comes from the npm packages @sparticuz/chromium and playwright-core for Linux x64; ' +
        'run `npm ci`, and see the cause for what the system lacks',
      { cause },
    )
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
