import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChromium } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { fillCyber } from './busy-cyber.ts'
import { startBusyNode } from './busy-node.ts'
import { openConsole, waitForPage } from './console-page.ts'
import { fillCase } from './fill-case.ts'
import { indexedPng, type Pixels } from './indexed-png.ts'
import { ask, pause } from './node-requests.ts'

/** Where the pictures of the guide lie. */
const folder = fileURLToPath(new URL('../../../../docs/pictures', import.meta.url))

/** What a picture may weigh, bytes. */
const mostBytes = 250 * 1024

/** Time for the globe to have its objects and for the fonts. */
const settlingMs = 4000

/** Has a browser unpack a picture. */
async function pixelsOf(page: Page, png: Buffer): Promise<Pixels> {
  const unpacked = (await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (one) => one.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true })
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    let text = ''
    for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192))
    return { width: bitmap.width, height: bitmap.height, base64: btoa(text) }
  })()`)) as { readonly width: number; readonly height: number; readonly base64: string }
  return { width: unpacked.width, height: unpacked.height, rgba: Buffer.from(unpacked.base64, 'base64') }
}

/**
 * Takes a picture of every page, dark and light, in English and Japanese, of a node in the middle of a SIMULATED watch.
 *
 * @param only - Beginning of the names of the pages; all of them where empty.
 * @returns Names of the pictures with their sizes, bytes.
 * @throws Error where one is too large to be kept with the sources.
 */
export async function takePictures(only = ''): Promise<ReadonlyMap<string, number>> {
  mkdirSync(folder, { recursive: true })
  const { node, alerted, logsFolder } = await startBusyNode()
  const running = await startChromium()
  const taken = new Map<string, number>()
  try {
    const { items } = (await ask(node, 'GET', '/api/v1/alerts')) as {
      readonly items: readonly { readonly id: string }[]
    }
    await ask(node, 'POST', '/api/v1/jobs', { kind: 'screening', days: 3, withinKm: 1 })
    const cyber = await fillCyber(node, logsFolder)
    const [first] = alerted
    const { id: caseId } = await fillCase(node, Date.now())
    const paths = {
      watch: '/watch',
      alerts: '/alerts',
      alert: `/a/${items[0]?.id}`,
      space: `/space?sel=${first?.primary.id}`,
      approaches: '/space/ca',
      encounter: `/space/ca/${first?.id}`,
      'cyber-queue': `/cyber/queue?sel=${cyber.detectionId}`,
      'cyber-search': '/cyber/search',
      'cyber-object': `/cyber/object/${cyber.groupId}`,
      'cyber-attack': '/cyber/attack',
      'cyber-feeds': '/cyber/feeds',
      jobs: '/jobs',
      sources: '/sources',
      log: '/log',
      audit: '/audit',
      handover: '/handover',
      settings: '/settings',
      rules: '/settings/rules',
      'alert-health': '/settings/alert-health',
      key: '/settings/key',
      partners: '/partner',
      partner: '/partner/USA/state',
      release: `/release/new?approach=${first?.id}`,
      cases: '/case',
      'case-timeline': `/case/${caseId}/timeline`,
      'case-evidence': `/case/${caseId}/evidence`,
      'case-ach': `/case/${caseId}/ach`,
      'case-tasks': `/case/${caseId}/tasks`,
      'cyber-case': `/case/${caseId}/attack`,
    }
    for (const [name, path] of Object.entries(paths).filter(([page]) => page.startsWith(only)))
      for (const theme of ['dark', 'light'])
        for (const language of ['en', 'ja']) {
          const question = path.includes('?') ? '&' : '?'
          const { page } = await openConsole(running, node, `${path}${question}theme=${theme}&lang=${language}`)
          await waitForPage(page)
          await pause(name === 'space' ? settlingMs : 300)
          const file = `${name}-${theme}-${language}.png`
          const picture = indexedPng(await pixelsOf(page, await page.screenshot()))
          await page.context().close()
          writeFileSync(join(folder, file), picture)
          taken.set(file, picture.length)
        }
  } finally {
    await running.close()
    await node.stop()
  }
  const large = [...taken].filter(([, bytes]) => bytes > mostBytes).map(([file]) => file)
  if (large.length > 0) throw new Error(`larger than ${mostBytes} bytes: ${large.join(', ')}`)
  return taken
}
