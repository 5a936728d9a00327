import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, setCsrf, whenSignedOut } from './api.ts'
import { DeskContext, type Me } from './member.ts'
import { go, usePath } from './navigation.ts'
import { Page } from './page.tsx'
import { firstPlace, keepPlace, type Place } from './place.ts'
import { Loading } from './parts/loading.tsx'
import { Invitation } from './pages/invitation.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { SignInAgain } from './parts/sign-in-again.tsx'
import { Shell } from './shell.tsx'

/** Nobody known yet, nobody signed in, or somebody: with a session, or with one that has ended meanwhile. */
type Who = 'unknown' | 'nobody' | { me: Me; isOver: boolean }

/** The whole desk: who is signed in decides what is shown. */
export function App(): JSX.Element {
  const path = usePath()
  const [who, setWho] = useState<Who>('unknown')
  const [place, setPlace] = useState<Place | undefined>()

  async function meet() {
    const found = await api('GET', '/me', {})
    if (!found.ok) return setWho((known) => (typeof known === 'object' ? known : 'nobody'))
    setCsrf(found.body.csrf)
    setPlace((known) => known ?? firstPlace(found.body))
    setWho({ me: found.body, isOver: false })
  }

  useEffect(() => {
    // A page that is open keeps what was typed: one signs in again above it.
    whenSignedOut.call = () => setWho((known) => (typeof known === 'object' ? { ...known, isOver: true } : 'nobody'))
    void meet()
  }, [])

  if (path.startsWith('/desk/einladung')) return <Invitation done={meet} />
  if (who === 'unknown') return <Loading />
  if (who === 'nobody' || place === undefined) return <SignIn done={meet} />
  if (path === '/desk' || path === '/desk/anmeldung') go('/desk/heute', { isInstead: true })
  const choose = (chosen: Place) => {
    keepPlace(chosen)
    setPlace(chosen)
  }
  return (
    <DeskContext.Provider value={{ me: who.me, place, setPlace: choose, again: meet }}>
      <Shell path={path} leave={() => setWho('nobody')}>
        <Page path={path} />
      </Shell>
      {who.isOver && <SignInAgain email={who.me.email} done={meet} />}
    </DeskContext.Provider>
  )
}
