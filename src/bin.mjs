#!/usr/bin/env node
// An older Node can't read TypeScript: the one that `npm ci` brought runs the program.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const cli = new URL('cli.ts', import.meta.url)

if (Number(process.versions.node.split('.')[0]) >= 24) await import(cli.href)
else runWith(fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url)))

/** @param {string} node */
function runWith(node) {
  const packaged = [node, `${node}.exe`].find((path) => existsSync(path))
  if (packaged === undefined) {
    console.error(`Node 24 is needed, this is ${process.version}: run "npm ci" first`)
    process.exit(2)
  }
  const child = spawn(packaged, [fileURLToPath(cli), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code, signal) => process.exit(signal === null ? code : 1))
}
