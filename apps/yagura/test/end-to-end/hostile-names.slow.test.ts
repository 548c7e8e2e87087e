import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChromium, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { keepQuiet, openConsole, screenOnce, waitForPage } from './console-page.ts'
import { elementSets } from './element-sets.ts'
import { ask } from './node-requests.ts'

/** Names that would run a script where a page took text for markup, each in another place where that can happen. */
const names = ['<img src=x onerror=window.ran=1>', '"><script>window.ran=1</script>', "{{ran=1}}' onload='ran=1"]

test('names of objects that are markup are shown as they are and run nothing, on every page that shows a name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-hostile-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'catalogue.json')
  writeFileSync(file, elementSets(names, new Date().toISOString().slice(0, -1)))
  const node = await startNode(['--elements', file])
  onTestFinished(async () => {
    await node.stop()
  })
  await keepQuiet(node)
  await ask(node, 'POST', '/api/v1/rules', {
    ...{ id: 'any', objects: { all: true }, maxMissKm: 5, leadTimeH: 24, priority: 'serious', timeAllowedMin: 30 },
    ...{ consequence: names[0], action: names[1] },
  })
  const [approach] = await screenOnce(node, { days: 0.5, withinKm: 5 })
  expect(approach).toBeDefined()
  const running = await startChromium()
  onTestFinished(() => running.close())
  const paths = [
    '/watch',
    '/space?sel=90001',
    '/space/ca',
    `/space/ca/${approach?.id}`,
    '/alerts',
    '/log',
    '/settings/rules',
  ]
  for (const path of paths) {
    const { page, faults } = await openConsole(running, node, path)
    await waitForPage(page)
    await page
      .getByText(names[0] ?? '', { exact: false })
      .first()
      .waitFor()
    expect({ path, ran: await page.evaluate('window.ran ?? 0'), faults }).toEqual({ path, ran: 0, faults: [] })
    await page.context().close()
  }
})
