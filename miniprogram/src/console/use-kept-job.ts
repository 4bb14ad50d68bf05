import { useMemo } from 'react'
import { useMe } from '../lib/me'
import { storage } from '../lib/storage'

/**
 * A job that goes on without its page: whoever started it finds it again until its end was seen. A colleague at the same
 * computer does not: a job is told to its starter alone.
 */
export function useKeptJob(what: string) {
  const me = useMe()
  const keptAs = me.kind === 'known' ? `${what} ${me.me.personId}` : undefined
  return useMemo(
    () => ({
      id: () => (keptAs ? storage.read<string>(keptAs) : undefined),
      keep: (jobId: string) => keptAs && storage.write(keptAs, jobId),
      forget: () => keptAs && storage.remove(keptAs),
    }),
    [keptAs],
  )
}
