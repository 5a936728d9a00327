import type { FunctionComponent, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { maySee } from './may-see.ts'
import { useDesk } from './member.ts'
import { go } from './navigation.ts'
import { pages } from './pages.ts'
import { Loading } from './parts/loading.tsx'
import { Notice } from './parts/notice.tsx'
import { t } from './texts.ts'

/** The page of a path, loaded when somebody goes there first. */
export function Page({ path }: { path: string }): JSX.Element {
  const { me } = useDesk()
  const mine = pages.filter((page) => maySee(me, page))
  const entry = mine.find((page) => path === page.path || path.startsWith(`${page.path}/`))
  const [shown, setShown] = useState<{ path: string; Component: FunctionComponent | undefined } | undefined>()

  useEffect(() => {
    if (entry === undefined) return
    let isWanted = true
    entry.load().then(
      ({ page }) => isWanted && setShown({ path: entry.path, Component: page }),
      () => isWanted && setShown({ path: entry.path, Component: undefined }),
    )
    document.title = `${t(entry.title)} – ${t('shell.title')}`
    return () => {
      isWanted = false
    }
  }, [entry])

  const moved = mine.find(({ formerly }) => formerly === path)
  if (moved !== undefined) {
    go(`${moved.path}${location.search}`, { isInstead: true })
    return <Loading />
  }
  const first = mine.find(({ isHidden }) => !isHidden) ?? mine[0]
  if (entry === undefined && path === '/desk/heute' && first !== undefined) go(first.path, { isInstead: true })
  if (entry === undefined) return <Notice kind="warning" title={t('shell.noPage')} />
  if (shown?.path !== entry.path) return <Loading />
  const { Component } = shown
  // A release has replaced the files meanwhile, or the line is down.
  if (Component === undefined) return <Notice kind="danger" title={t('error.offline')} />
  return <Component />
}
