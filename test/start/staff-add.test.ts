import { expect, onTestFinished, test } from 'vitest'
import { dataDir, start, terminlotse } from './terminlotse.ts'

test(
  'the first start prints one link for the first administrator, and the command another for somebody else',
  { timeout: 120_000 },
  async () => {
    const dir = await dataDir()
    onTestFinished(() => dir.remove())
    const settings = { DATA_DIR: dir.path, LOG_LEVEL: 'silent' }
    const running = await start(settings)
    onTestFinished(async () => {
      running.kill('SIGTERM')
      await running.ended
    })
    const add = (rest: string) => terminlotse(`staff add --email anna@example.org --name Anna ${rest}`, settings)
    const added = await add('--role clerk --department general --location neuss --json')
    expect(added.code, added.stderr).toBe(0)
    const { link } = JSON.parse(added.stdout)
    expect(link).toMatch(/\/desk\/einladung#[\w-]{43}$/)
    const opened = await fetch(`${running.address}api/v1/invitations/open`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
    })
    expect(await opened.json()).toMatchObject({ name: 'Anna', email: 'anna@example.org', isFirst: false })
    expect(await add('--role clerk')).toMatchObject({
      code: 1,
      stdout: 'There is an account for anna@example.org already.\n',
    })
    expect(await add('--role chief')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--role must be one of clerk'),
    })
    const nowhere = await terminlotse(
      'staff add --email bea@example.org --name Bea --role clerk --department nowhere',
      settings,
    )
    expect(nowhere).toMatchObject({ code: 1, stdout: 'There is no such department or location.\n' })
    const boss = '--email ada@example.org'
    await terminlotse(`staff add ${boss} --name Ada --role administrator`, settings)
    const reset = await terminlotse(`staff reset ${boss} --json`, settings)
    expect(JSON.parse(reset.stdout).link, 'the only administrator').toMatch(/\/desk\/einladung#[\w-]{43}$/)
    expect(await terminlotse('staff reset --email nobody@example.org', settings)).toMatchObject({
      code: 1,
      stdout: 'There is no account for nobody@example.org.\n',
    })
    running.kill('SIGTERM')
    const { stderr } = await running.ended
    expect(stderr.match(/first administrator sets a password here.*\/desk\/einladung#[\w-]{43}$/gm)).toHaveLength(1)
  },
)
