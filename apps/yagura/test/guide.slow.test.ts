import { readFileSync } from 'node:fs'
import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { vanguard } from './element-sets.ts'
import { scratch } from './scratch.ts'

const write = scratch()
const guide = readFileSync(new URL('../../../docs/guide/cli.md', import.meta.url), 'utf8')
const commands = ['convert', 'propagate', 'screen', 'passes', 'catalogue', 'alerts', 'demo']

function sectionOf(command: string): string {
  return guide.split(/^## /m).find((section) => section.match(/^yagura space (\w+)/)?.[1] === command) ?? ''
}

function firstCells(section: string): readonly string[] {
  return [...section.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^` ]+)[^`]*`/g)].map(([, word]) => word ?? ''),
  )
}

test('the guide has a section for every command that the help lists, and no other', async () => {
  const { stdout } = await runYagura(['space', '--help'])
  const listed = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name).filter((name) => name !== 'help')
  expect(listed.sort()).toEqual([...commands].sort())
  for (const command of commands) expect(sectionOf(command)).not.toBe('')
})

test.each(commands)('the guide lists exactly the options of %s', async (command) => {
  const { stdout } = await runYagura(['space', command, '--help'])
  const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, name]) => name)
  const documented = firstCells(sectionOf(command)).filter((word) => word.startsWith('--'))
  expect(documented.map((option) => option.replace(/\[.*/, '')).sort()).toEqual([...options].sort())
})

test.each([
  ['propagate', ['-', '--minutes=0']],
  [
    'passes',
    ['-', '--id', '5', '--lat', '0', '--lon', '0', '--alt-m', '0', '--start', '2000-06-28T00:00:00Z', '--days', '0.1'],
  ],
  ['screen', ['-', '--start', '2000-06-28T00:00:00Z', '--days', '0.1', '--within-km', '1']],
  ['demo', ['--objects', '2', '--days', '0.01']],
  ['catalogue', ['-']],
  ['alerts', ['-', '--rules', write('rules.json', '{"rules": []}')]],
])('the guide lists exactly the columns of %s', async (command, args) => {
  const { stdout } = await runYagura(['space', command, ...args, '--format', 'csv'], { input: `${vanguard}\n` })
  const columns = stdout.split('\n')[0]?.split(',')
  expect(columns?.length).toBeGreaterThan(5)
  expect(
    firstCells(sectionOf(command))
      .filter((word) => !word.startsWith('--'))
      .sort(),
  ).toEqual(columns?.sort())
})

const nodeCommands = [
  'serve',
  'backup',
  'restore',
  'upgrade',
  'check',
  'rule list',
  'rule add',
  'rule change',
  'rule remove',
  'alert list',
  'alert ack',
  'alert shelve',
  'officer add',
  'node init',
  'node show',
  'partner card',
  'partner add',
  'partner list',
  'partner suspend',
  'partner resume',
  'partner remove',
  'partner pull',
  'partner export',
  'partner import',
  'fsck',
  'cyber match',
  'cyber id',
  'cyber flow',
  'cyber scan',
  'key new',
  'key certify',
  'key list',
  'key end',
  'case open',
  'case list',
  'case show',
  'case matrix',
  'case export',
  'case import',
  'case add',
  'case note',
  'case link',
  'case close',
  'case reopen',
  'case withdraw',
  'case task',
  'case evidence',
  'case custody',
  'case hypothesis',
  'case judge',
  'case rate',
  'case weigh',
  'release preview',
  'release draft',
  'release sign',
  'release list',
  'release withdraw',
  'release recall',
  'release answers',
  'record sign',
  'record verify',
  'record show',
  'log check-proof',
  'log verify',
  'log proof',
  'marking join',
  'marking dominates',
  'marking show',
  'marking check',
  'marking label',
]

test.each(nodeCommands)('the guide lists exactly the options of yagura %s', async (command) => {
  const help = command === 'officer add' ? ['officer', '--help'] : [...command.split(' '), '--help']
  const { stdout } = await runYagura(help)
  const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, name]) => name)
  const section = guide.split(/^## /m).find((text) => new RegExp(`^yagura ${command}( |\n)`).test(text)) ?? ''
  const documented = firstCells(section).filter((word) => word.startsWith('--'))
  expect(options.length).toBeGreaterThan(0)
  expect([...documented].sort()).toEqual([...options].sort())
})
