import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import type { Api } from '../api.ts'

/** Whether the light of the pictures is drawn: at once for whoever settled that they want it; everybody else asks for it. */
export function useLight(api: Api): [boolean, Dispatch<SetStateAction<boolean>>] {
  const [hasLight, setLight] = useState(false)
  useEffect(() => {
    void api.settings().then(
      ({ settings }) => settings.feelingsLine.value && setLight(true),
      () => undefined,
    )
  }, [api])
  return [hasLight, setLight]
}
