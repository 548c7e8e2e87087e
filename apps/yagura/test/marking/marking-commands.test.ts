import { shippedPolicies } from '@yagura/record'
import { runYagura, sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const secret = '{"pol":"US","lvl":3,"mode":"REAL","aud":{"USA":2,"JPN":2,"AUS":1},"ctl":["ORCON"],"comp":["B","A"]}'
const note = '{"pol":"JP","lvl":1,"mode":"REAL","aud":{"JPN":2,"USA":2,"AUS":0},"tlp":"AMBER"}'
const stanag = sharedData('core/stanag4774')

describe('yagura marking', () => {
  test('join prints one line of canonical JSON, from inline text, a file and standard input alike', async () => {
    const expected =
      '{"aud":{"JPN":2,"USA":2},"comp":["A","B"],"ctl":["ORCON"],"lvl":3,"mode":"REAL","pol":"JP","tlp":"AMBER"}\n'
    const inline = await runYagura(['marking', 'join', secret, note, '--policy', 'jp'])
    expect(inline).toMatchObject({ exitCode: 0, stdout: expected })
    const files = ['marking', 'join', write('note.json', note), '-', '--policy', 'JP']
    expect(await runYagura(files, { input: secret })).toMatchObject({ exitCode: 0, stdout: expected })
  })

  test.each([
    ['other modes', secret, note.replace('REAL', 'TEST'), 'JP', 'marking/modes-differ'],
    ['no equivalence', secret, note, 'TLP', 'marking/no-equivalence'],
    ['no JSON', '{', note, 'JP', 'marking/malformed'],
    ['no marking', '{"lvl":1}', note, 'JP', 'marking/malformed'],
    ['a nation that is unknown', note.replace('USA', 'XXX'), note, 'JP', 'marking/unknown-nation'],
    ['half a character', note.replace('}', ',"why":"\\ud800"}'), note, 'JP', 'record/text'],
  ])('join refuses %s with the reason on standard error', async (_, a, b, policy, code) => {
    const { exitCode, stdout, stderr } = await runYagura(['marking', 'join', a, b, '--policy', policy])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain(code)
  })

  test('join takes a policy file', async () => {
    const policy = shippedPolicies().get('JP')
    const own = write('own.json', JSON.stringify({ ...policy, id: 'OWN', equivalences: { JP: [0, 2, 3, 4, 4] } }))
    const { stdout } = await runYagura(['marking', 'join', note, note, '--policy', own])
    expect(JSON.parse(stdout)).toMatchObject({ pol: 'OWN', lvl: 2 })
    const bad = await runYagura(['marking', 'join', note, note, '--policy', write('no.json', '{"v":1}')])
    expect(bad).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('marking/malformed-policy') })
  })
})

describe('yagura marking besides', () => {
  test('dominates tells true and false', async () => {
    expect(await runYagura(['marking', 'dominates', secret, secret, '--policy', 'US'])).toMatchObject({
      stdout: 'true\n',
    })
    expect(await runYagura(['marking', 'dominates', note, secret, '--policy', 'US'])).toMatchObject({
      exitCode: 0,
      stdout: 'false\n',
    })
  })

  test('show prints the words in both languages, and that the policy is a sample', async () => {
    const { stdout } = await runYagura(['marking', 'show', note])
    const shown = JSON.parse(stdout) as Record<string, Record<string, string>>
    expect(shown['banner']).toEqual({
      en: 'FOR OFFICIAL ATTENTION · REL TO JPN, USA · TLP:AMBER',
      ja: '注意 · REL TO JPN, USA · TLP:AMBER',
    })
    expect(shown['log']).toBe('NODE/ch/JPN-USA')
    expect(shown['notice']?.['ja']).toContain('法的効力')
  })

  test('check judges each file by itself', async () => {
    const files = [
      write('a.json', note.replace(',"AUS":0', '')),
      write('b.json', secret),
      write('c.json', 'x'),
      'absent',
    ]
    const { exitCode, stdout } = await runYagura(['marking', 'check', ...files])
    expect(exitCode).toBe(1)
    const rows = stdout.trim().split('\n')
    expect(rows.map((row) => (JSON.parse(row) as { valid: boolean }).valid)).toEqual([true, false, false, false])
  })

  test.skipIf(stanag === undefined)('label judges a label by its policy and a clearance', async () => {
    const given = ['label', `${stanag}/food-label-milk-chocolate.xml`, '--spif', `${stanag}/food-policy.xml`]
    const held = ['--clearance', `${stanag}/food-clearance-lactose-intolerant.xml`]
    const { exitCode, stdout } = await runYagura(['marking', ...given, ...held])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      marking: '[ Food Sweet/Yummy Chocolate Brown Contains Lactose Not Vegan Animal Rights ]',
      access: false,
    })
  })

  test('label refuses a DOCTYPE', async () => {
    const file = write('label.xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
    expect(await runYagura(['marking', 'label', file])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('DOCTYPE'),
    })
  })
})
