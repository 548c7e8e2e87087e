import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'

test('three nodes share a close approach: the second holds all of it, the third the tear-line alone', async () => {
  const { exitCode, stdout, stderr } = await runYagura(['alliance', '--once', '--objects', '2000', '--port', '8684'])
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  const [, usa = '', aus = ''] = stdout.split(/^(?=(?:USA|AUS) )/m)
  expect(usa).toMatch(/^USA .*holds$/m)
  expect(usa).toMatch(/miss \d+\.\d{3} km.*\n.*\/ch\/JPN-USA entry/)
  expect(usa).toMatch(/miss not said.*\n.*\/ch\/AUS-JPN-USA entry/)
  expect(aus).toMatch(
    /^AUS .*holds\n.*\n.*miss not said · speed not said · probability not said\n.*\/ch\/AUS-JPN-USA entry/,
  )
  expect(aus).not.toMatch(/miss \d|km\/s|\/ch\/JPN-USA/)
})
