import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../store/temporary-store.ts'

/** A network of its own for a process: one link to the machine, which can be taken away while the process runs. */
export type OwnNetwork = {
  /** Where the machine is on that link, and where the process is. */
  readonly machineAddress: string
  readonly ownAddress: string
  /** A command that runs a command in it, with the same process id. */
  readonly inside: (words: readonly string[]) => readonly string[]
  /** Opens a way from a port of 127.0.0.1 of the machine to the same port within, which no cut link closes. */
  readonly openDoor: (port: number) => Promise<void>
  readonly cut: () => void
  readonly mend: () => void
}

const ip = (...words: readonly string[]): void => {
  const { status, stderr } = spawnSync('ip', words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`)
}

/** Whether networks can be made here: the superuser of a machine may, one of a container mostly not. */
export function mayMakeNetworks(): boolean {
  const name = `yg${process.pid}probe`
  try {
    ip('netns', 'add', name)
    ip('link', 'add', `yg${process.pid}p`, 'type', 'veth', 'peer', 'name', 'line', 'netns', name)
    return true
  } catch {
    return false
  } finally {
    spawnSync('ip', ['netns', 'del', name])
  }
}

/** Makes the network number `index` of this test, 1 to 62; addresses are of the range for measurements (RFC 2544). */
export function makeNetwork(index: number): OwnNetwork {
  const name = `yg${process.pid}n${index}`
  const address = (end: number): string => `198.18.${process.pid % 256}.${index * 4 + end}`
  const [machineAddress, ownAddress] = [address(1), address(2)]
  ip('netns', 'add', name)
  onTestFinished(() => void spawnSync('ip', ['netns', 'del', name]))
  ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'line', 'netns', name)
  ip('address', 'add', `${machineAddress}/30`, 'dev', name)
  ip('link', 'set', name, 'up')
  ip('-n', name, 'address', 'add', `${ownAddress}/30`, 'dev', 'line')
  ip('-n', name, 'link', 'set', 'lo', 'up')
  const mend = (): void => {
    ip('-n', name, 'link', 'set', 'line', 'up')
    ip('-n', name, 'route', 'replace', 'default', 'via', machineAddress)
  }
  mend()
  const inside: OwnNetwork['inside'] = (words) => ['ip', 'netns', 'exec', name, ...words]
  return {
    ...{ machineAddress, ownAddress, inside, mend },
    openDoor: (port) => openDoor(inside, port),
    cut: () => ip('-n', name, 'link', 'set', 'line', 'down'),
  }
}

/** A socket in a folder is seen from every network: within, somebody hands on what comes by it. */
async function openDoor(inside: OwnNetwork['inside'], port: number): Promise<void> {
  const socket = join(temporaryFolder(), 'door')
  const handOn = `require('node:net').createServer((near) => {
    const far = require('node:net').connect(${port}, '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const end of [near, far]) end.on('error', () => { near.destroy(); far.destroy() })
  }).listen(${JSON.stringify(socket)}, () => console.log('open'))`
  const [command = '', ...words] = inside([process.execPath, '-e', handOn])
  const keeper = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void keeper.kill('SIGKILL'))
  await once(keeper.stdout, 'data')
  const door = createServer((near) => {
    const far = connect(socket)
    near.pipe(far).pipe(near)
    for (const end of [near, far]) {
      end.on('error', () => {
        near.destroy()
        far.destroy()
      })
    }
  })
  door.listen(port, '127.0.0.1')
  await once(door, 'listening')
  onTestFinished(() => void door.close())
}
