import { gates } from './all.ts'

/**
 * `npm run mutants`: each gate in its short form with its guard taken out, which it must notice. Ends with 1 when one slips through.
 * The short forms with their guards run in `npm test`.
 */
for (const { name, mutant } of gates) {
  const started = performance.now()
  const { passed } = await mutant('short')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${passed ? 'NOT CAUGHT' : 'caught'}: ${name}, in ${seconds} s`)
  if (passed) process.exitCode = 1
}
