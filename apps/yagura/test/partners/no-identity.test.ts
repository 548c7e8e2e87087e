import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { NoIdentityError } from '../../src/node/partners/errors.ts'
import { createPartnersService } from '../../src/node/partners/partners-service.ts'
import { testContext } from '../alerts/alert-node.ts'
import { temporaryFolder, temporaryStore } from '../store/temporary-store.ts'
import { byNameAlone } from './partner-nodes.ts'

const advice = {
  REAL: 'yagura node init --party JPN --name jp.ncc.example',
  SIMULATED: 'yagura node init --simulated --party JPN --name jp.ncc.example',
}

test.each([
  'REAL',
  'SIMULATED',
] as const)('a %s node without keys is advised to make those of its own mode', async (mode) => {
  const dataFolder = temporaryFolder()
  const context = testContext(await temporaryStore(mode, dataFolder), mode)
  const service = await createPartnersService(
    context,
    { dataFolder, listen: undefined },
    { verifyOfficer: byNameAlone },
  )
  await expect(service.append([])).rejects.toThrow(`make them with: ${advice[mode]}`)
  const flags = mode === 'SIMULATED' ? ['--simulated'] : []
  const { exitCode, stderr } = await runYagura(['partner', 'card', '--data', dataFolder, ...flags])
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringContaining(`make them with: ${advice[mode]}\n`),
  })
})

test('where the mode is not known both ways are told', () => {
  expect(new NoIdentityError('this node').message).toContain(
    `${advice.REAL}, and --simulated where the node is SIMULATED`,
  )
})
