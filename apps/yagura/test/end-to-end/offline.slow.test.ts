import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshFolder } from '@yagura/testkit'
import { expect, test } from 'vitest'

const maker = fileURLToPath(new URL('../../bin/make-archive.js', import.meta.url))
const enter = ['--user', '--map-root-user', '--net', '--mount', 'bash', '-c']
/** Whether this machine can give a process a network of its own without any route. */
const canCutOff = spawnSync('unshare', [...enter, 'ip link set lo up']).status === 0

/** Unpacks, starts, opens the page, asks for the catalogue, and shows that nothing beyond the machine can be reached. */
const story = `
set -euo pipefail
ip link set lo up
cd "$1"
tar -xzf yagura-*.tar.gz
node yagura-*/yagura.js serve --port 0 --data "$1/data" > address &
node_process=$!
until grep -q http address; do sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*' address)
node -e '
const [url] = process.argv.slice(1)
const page = await fetch(url + "/")
const asset = (await page.text()).match(/\\/assets\\/[^"]+\\.js/)[0]
const script = await fetch(url + asset)
let objects = 0
while (objects === 0) objects = (await (await fetch(url + "/api/v1/status")).json()).catalogue.objects
const beyond = await fetch("http://192.0.2.1/").then(() => "reached", (error) => error.cause.code)
console.log(JSON.stringify({ page: page.status, script: script.status, objects, beyond }))
' --input-type=module "$url"
kill -TERM $node_process
wait $node_process
`

test.skipIf(!canCutOff)('the carried archive installs and runs by two commands where there is no network', () => {
  const folder = freshFolder()
  execFileSync(process.execPath, [maker, folder])
  const digest = readFileSync(join(folder, 'yagura-0.1.0.tar.gz.sha256'), 'utf8')
  expect(digest).toMatch(/^[0-9a-f]{64} {2}yagura-0\.1\.0\.tar\.gz\n$/)
  execFileSync('sha256sum', ['-c', 'yagura-0.1.0.tar.gz.sha256'], { cwd: folder })
  const printed = execFileSync('unshare', [...enter, story, 'bash', folder], { encoding: 'utf8', timeout: 120_000 })
  expect(JSON.parse(printed)).toEqual({ page: 200, script: 200, objects: 30000, beyond: 'ENETUNREACH' })
})
