import { type RunningBrowser, startChromium } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { axe, violations } from './axe.ts'
import { type BusyCyber, fillCyber } from './busy-cyber.ts'
import { type BusyNode, startBusyNode } from './busy-node.ts'
import { openConsole, press, waitForPage } from './console-page.ts'
import { fillCase } from './fill-case.ts'

// What does not come is told within minutes, not after the half hour of a long run.
vi.setConfig({ testTimeout: 180_000 })

let busy: BusyNode
let cyber: BusyCyber
let running: RunningBrowser
let caseId: string

const themes = { en: ['Dark', 'Light', 'Night red'], ja: ['暗', '明', '夜間赤'] } as const
const languages = ['en', 'ja'] as const
const canvasOff = { en: 'Globe off', ja: '地球儀を切る' } as const
/** Marking, mode and the mode's explanation of a node that shows the generated population. */
const shownWords = {
  en: { marking: 'OWN NODE ONLY · NOT RELEASABLE', mode: 'SIMULATED', title: 'SIMULATED' },
  ja: { marking: '自ノード限り・提供不可', mode: '模擬', title: '模擬' },
} as const

/** A few sheets of paper: rows of a list that are not drawn take none. */
const longestPrintPx = 8000

/** Every page by its path; what stands in braces is filled in from the node. */
const pages = [
  '/watch',
  '/alerts',
  '/a/{alert}',
  '/space',
  '/space?sel={object}',
  '/space/ca',
  '/space/ca/{approach}',
  '/cyber/queue',
  '/cyber/queue?sel={detection}',
  '/cyber/search',
  '/cyber/object/{group}',
  '/cyber/attack',
  '/cyber/attack?list=1',
  '/cyber/feeds',
  '/jobs',
  '/sources',
  '/log',
  '/audit',
  '/handover',
  '/settings',
  '/settings/rules',
  '/settings/alert-health',
  '/settings/key',
  '/partner',
  '/partner/USA/state',
  '/partner/USA/view',
  '/partner/USA/records',
  '/partner/USA/evidence',
  '/release',
  '/release/new?approach={approach}',
  '/case',
  '/case/{case}/timeline',
  '/case/{case}/evidence',
  '/case/{case}/ach',
  '/case/{case}/tasks',
  '/case/{case}/attack',
  '/no-such-page',
] as const

beforeAll(async () => {
  busy = await startBusyNode()
  caseId = (await fillCase(busy.node, Date.now())).id
  cyber = await fillCyber(busy.node, busy.logsFolder)
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await busy?.node.stop()
})

async function filledIn(path: string): Promise<string> {
  const { items } = (await busy.node.read('/api/v1/alerts')) as { items: readonly { id: string }[] }
  const [first] = busy.alerted
  return path
    .replace('{alert}', items[0]?.id ?? '')
    .replace('{object}', String(first?.primary.id))
    .replace('{approach}', first?.id ?? '')
    .replace('{case}', caseId)
    .replace('{detection}', cyber.detectionId)
    .replace('{group}', cyber.groupId)
}

/** Japanese characters of the page for which no loaded face of the shipped font is there. */
const uncovered = `(() => {
  const faces = [...document.fonts].filter((face) => /Noto Sans JP/.test(face.family) && face.status === 'loaded')
  const ranges = faces.flatMap((face) => face.unicodeRange.split(',').map((range) => {
    const [from, to = from] = range.trim().replace(/^U\\+/i, '').split('-')
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)]
  }))
  const characters = new Set([...document.body.innerText].filter((one) => /[\\u3001-\\u30ff\\u4e00-\\u9fff\\uff01-\\uff60]/.test(one)))
  return {
    count: characters.size,
    uncovered: [...characters].filter((one) => !ranges.some(([from, to]) => one.codePointAt(0) >= from && one.codePointAt(0) <= to)),
  }
})()`

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Contrast of the darkest and lightest point of parts of a picture. Source: WCAG 2.2, relative luminance. */
const contrastsOf = (png: Buffer, boxes: readonly Box[]) => `(async () => {
  const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (one) => one.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true })
  context.drawImage(bitmap, 0, 0)
  const linear = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  return ${JSON.stringify(boxes)}.map(({ x, y, width, height }) => {
    const { data } = context.getImageData(Math.ceil(x), Math.ceil(y), Math.floor(width), Math.floor(height))
    let least = 1, most = 0
    for (let i = 0; i < data.length; i += 4) {
      const luminance = 0.2126 * linear(data[i] / 255) + 0.7152 * linear(data[i + 1] / 255) + 0.0722 * linear(data[i + 2] / 255)
      least = Math.min(least, luminance)
      most = Math.max(most, luminance)
    }
    return (most + 0.05) / (least + 0.05)
  })
})()`

const edges = {
  en: ['Marking of this page', 'Marking of this page, repeated', 'Mode'],
  ja: ['このページの表示区分', 'このページの表示区分（再掲）', 'モード'],
} as const

/** Marking and mode stand within the picture, in letters that can be told from their ground. */
async function expectMarked(page: Page, language: 'en' | 'ja', where: string): Promise<void> {
  const { marking, mode } = shownWords[language]
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const boxes: Box[] = []
  for (const [index, edge] of edges[language].entries()) {
    const banner = page.getByRole('region', { name: edge, exact: true })
    expect(await banner.innerText(), `${where}: ${edge}`).toContain(index < 2 ? marking : mode)
    const box = (await banner.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 }
    expect(box.height, `${where}: ${edge}`).toBeGreaterThan(10)
    expect(box.y, `${where}: ${edge}`).toBeGreaterThanOrEqual(0)
    expect(box.y + box.height, `${where}: ${edge}`).toBeLessThanOrEqual(height)
    expect(box.width, `${where}: ${edge}`).toBeLessThanOrEqual(width)
    boxes.push(box)
  }
  const contrasts = (await page.evaluate(contrastsOf(await page.screenshot(), boxes))) as readonly number[]
  for (const [index, contrast] of contrasts.entries())
    expect(contrast, `${where}: ${edges[language][index]}`).toBeGreaterThanOrEqual(4.5)
  expect(await page.title(), where).toContain(mode)
}

/** Every Japanese character that is drawn has a loaded face of the shipped font. */
async function expectShippedFont(page: Page, where: string): Promise<void> {
  await page.waitForFunction("document.fonts.status === 'loaded'")
  const seen = (await page.evaluate(uncovered)) as { readonly count: number; readonly uncovered: readonly string[] }
  expect(seen.count, where).toBeGreaterThan(50)
  expect(seen.uncovered, where).toEqual([])
}

describe.each(languages)('in %s', (language) => {
  test.each(
    pages,
  )('%s is free of what axe finds in all three themes, and marked on screen and on paper', async (path) => {
    const filled = await filledIn(path)
    const question = filled.includes('?') ? '&' : '?'
    const { page, faults } = await openConsole(running, busy.node, `${filled}${question}lang=${language}`)
    await waitForPage(page)
    await page.evaluate(axe)
    for (const theme of themes[language]) {
      await page.getByRole('button', { name: theme, exact: true }).click()
      expect(await violations(page), `${path}, ${theme}`).toEqual([])
    }
    // A picture of a canvas that the processor draws takes seconds; marking and mode do not depend on it.
    const canvas = page.getByRole('button', { name: canvasOff[language], exact: true })
    if ((await canvas.count()) > 0) await canvas.click()
    for (const theme of themes[language]) {
      await page.getByRole('button', { name: theme, exact: true }).click()
      await expectMarked(page, language, `${path}, ${theme}`)
    }
    // The night theme is the one that is shown last: paper has none of it.
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate('document.documentElement.scrollHeight'), `${path}, in print`).toBeLessThan(
      longestPrintPx,
    )
    await expectMarked(page, language, `${path}, in print`)
    await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
    await expectMarked(page, language, `${path}, in forced colours`)
    if (language === 'ja') await expectShippedFont(page, path)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

test('every page of the rail and every tab of the settings is among those looked at', async () => {
  const { page } = await openConsole(running, busy.node, '/settings')
  await waitForPage(page)
  const links = await page
    .getByRole('navigation')
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(links.length).toBeGreaterThan(7)
  expect(links.filter((href) => !pages.some((path) => path === href))).toEqual([])
  await page.context().close()
})

describe('dialogs', () => {
  const dialogs = [
    ['search', ['/'], '/watch'],
    ['palette', ['Control+k'], '/watch'],
    ['list of keys', ['?'], '/watch'],
    ['saving of a view', ['Control+s'], '/watch'],
    ['shelving', ['j', 'j', 'h'], '/watch'],
    ['adding of a partner', ['s'], '/partner'],
  ] as const
  test.each(dialogs)('the %s is free of what axe finds in all three themes', async (_name, keys, path) => {
    for (const language of languages) {
      const { page } = await openConsole(running, busy.node, `${path}?lang=${language}`)
      await waitForPage(page)
      await press(page, ...keys)
      await page.getByRole('dialog').waitFor()
      await page.evaluate(axe)
      for (const theme of ['dark', 'light', 'night']) {
        // A dialog lies over the switch of the themes; its colours hang on this one attribute.
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
        expect(await violations(page), `${theme}, ${language}`).toEqual([])
      }
      await page.context().close()
    }
  })
})

/** Whether what has the focus can be seen: some point of it is drawn on top. */
const focusIsSeen = `(() => {
  const element = document.activeElement
  if (element === document.body) return 'none'
  const { left, top, width, height } = element.getBoundingClientRect()
  // Labels on the globe let the pointer through to the canvas, so that no point finds them; the picture holds them whole.
  if (getComputedStyle(element).pointerEvents === 'none') {
    const picture = element.parentElement.getBoundingClientRect()
    return left >= picture.left && top >= picture.top && left <= picture.right && top <= picture.bottom ? 'seen' : 'outside'
  }
  for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
    const at = document.elementFromPoint(left + width * x, top + height * y)
    if (at !== null && (element.contains(at) || at.contains(element) && at.tagName === 'LABEL')) return 'seen'
  }
  return element.tagName + ' ' + (element.ariaLabel ?? element.textContent.slice(0, 60)) + ' ' + [left, top, width, height].map(Math.round).join(' ')
})()`

describe('at 200 %', () => {
  test.each(pages)('%s keeps its banners, nothing is cut at the side, and no focus is hidden', async (path) => {
    const { page } = await openConsole(running, busy.node, await filledIn(path), { width: 720, height: 450 })
    await waitForPage(page)
    const hidden: unknown[] = []
    for (let stop = 0; stop < 80; stop += 1) {
      await page.keyboard.press('Tab')
      const seen = await page.evaluate(focusIsSeen)
      if (seen === 'none') break
      if (seen !== 'seen') hidden.push(seen)
    }
    expect(hidden, path).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(720)
    await expectMarked(page, 'en', path)
    await page.context().close()
  })
})
