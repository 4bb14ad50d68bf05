import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { getManagedOrg, listOrgHistory, type ManagedOrg } from '@gonghui/shared/membership/org-tree'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { useGrant } from '../lib/use-grant'
import { grouped, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { ConsolePage, Figure } from '../ui/console'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { toast } from '../ui/toast'
import { OrgChangeSheet } from './org-change-sheet'
import { OrgImportSheet } from './org-import-sheet'
import { OrgSearch } from './org-search'
import { levelWords } from './org-words'
import type { Change } from './use-org-change'
import './orgs.scss'

const columns: readonly Column<ManagedOrg>[] = [
  { name: '名称', width: '2.4fr', cell: (one) => one.name },
  { name: '级别', width: '110px', cell: (one) => levelWords[one.level] },
  { name: '会员', width: '110px', end: true, cell: (one) => `${grouped(one.members)} 人` },
]

/** The way down from one's own union to the one that is open; each step leads back. */
function Trail({
  org,
  rootId,
  onOrg,
}: {
  readonly org: ManagedOrg
  readonly rootId: string
  readonly onOrg: (orgId: string) => void
}) {
  const ids = pathsAbove(org.path).map(leafOf)
  const from = Math.max(0, ids.indexOf(rootId))
  return (
    <View className="org-trail" id="trail">
      {ids.slice(from).map((orgId, at) => {
        const name = org.pathNames[from + at] ?? ''
        const here = orgId === org.orgId
        return (
          <View key={orgId} className="row" style={{ gap: '4px' }}>
            {at > 0 && <Text className="faint">›</Text>}
            {here ? (
              <Text className="bold">{name}</Text>
            ) : (
              <Text className="org-crumb" onClick={() => onOrg(orgId)}>
                {name}
              </Text>
            )}
          </View>
        )
      })}
    </View>
  )
}

function History({ orgId }: { readonly orgId: string }) {
  const { answer } = useAnswer(listOrgHistory, { params: { orgId }, query: {} })
  if (answer.kind !== 'ready' || answer.body.items.length === 0) return null
  return (
    <Card id="org-history">
      <SectionHead title="改动记录" />
      {answer.body.items.map(({ at, deed, words }) => (
        <Fact key={`${at}${deed}`} name={momentOf(at)}>
          {words}
        </Fact>
      ))}
    </Card>
  )
}

const deeds: readonly { readonly kind: Change['kind']; readonly text: string }[] = [
  { kind: 'create', text: '新建下级' },
  { kind: 'rename', text: '改名' },
  { kind: 'move', text: '移到别的上级' },
  { kind: 'merge', text: '并入同级' },
  { kind: 'close', text: '撤销' },
]

/** What may be done to it: the top of one's own tree is not one's own to move or to end. */
const deedsFor = (org: ManagedOrg, isRoot: boolean) =>
  org.state === 'open'
    ? deeds.filter(({ kind }) =>
        kind === 'create' ? org.level !== 'workplace' : kind === 'rename' || !isRoot,
      )
    : []

function OpenOrg({
  orgId,
  rootId,
  onOrg,
}: {
  readonly orgId: string
  readonly rootId: string
  readonly onOrg: (orgId: string) => void
}) {
  const { answer, reload } = useAnswer(getManagedOrg, { params: { orgId } })
  const [doing, setDoing] = useState<Change['kind'] | 'import'>()
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'offline') return <Offline busy={answer.busy} onRetry={reload} />
  if (answer.kind === 'refused') return <Refused problem={answer.problem} />
  const { org, ownMembers, below } = answer.body
  const done = () => {
    setDoing(undefined)
    toast('办好了')
    void reload()
  }
  return (
    <View>
      <Trail org={org} rootId={rootId} onOrg={onOrg} />
      {org.state !== 'open' && <Chip tone="plain">{org.state === 'merged' ? '已并入别处' : '已撤销'}</Chip>}
      <View className="figures">
        <Figure name="会员（含下级）" value={grouped(org.members)} unit="人" />
        <Figure name="本级会员" value={grouped(ownMembers)} unit="人" />
        <Figure name="下一级工会" value={grouped(below.length)} unit="家" />
      </View>
      <View className="org-deeds">
        {deedsFor(org, org.orgId === rootId).map(({ kind, text }) => (
          <Button
            key={kind}
            id={`deed-${kind}`}
            tone={kind === 'create' ? 'pale' : 'line'}
            shape="pill"
            onTap={() => setDoing(kind)}
          >
            {text}
          </Button>
        ))}
        {org.state === 'open' && org.level !== 'workplace' && (
          <Button id="deed-import" tone="line" shape="pill" onTap={() => setDoing('import')}>
            从表格导入
          </Button>
        )}
      </View>
      {below.length > 0 ? (
        <Table
          id="orgs"
          columns={columns}
          rows={below}
          keyOf={(one) => one.orgId}
          onTap={(one) => onOrg(one.orgId)}
        />
      ) : (
        org.level !== 'workplace' && (
          <Empty icon="tree" title="下面还没有工会" next="新建一家，或从表格一起导入" />
        )
      )}
      <History orgId={orgId} key={org.revision} />
      {doing === 'import' && (
        <OrgImportSheet org={org} onClose={() => setDoing(undefined)} onDone={() => void reload()} />
      )}
      {doing !== undefined && doing !== 'import' && (
        <OrgChangeSheet
          org={org}
          kind={doing}
          rootId={rootId}
          onClose={() => setDoing(undefined)}
          onDone={done}
        />
      )}
    </View>
  )
}

/** 组织: the tree of unions below one's own, to be looked through, searched and changed. */
export default function Orgs() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const [open, setOpen] = useState<string>()
  const rootId = grant?.orgId
  return (
    <ConsolePage at="orgs" title="组织" under={grant && `${grant.orgName}和下级工会`}>
      <OrgChoice
        grants={grants}
        grant={grant}
        onChoose={(orgId) => {
          choose(orgId)
          setOpen(undefined)
        }}
      />
      {!grant && <NoGrant me={me} what="管理组织" />}
      {rootId && <OrgSearch onOrg={(org) => setOpen(org.orgId)} />}
      {rootId && <OpenOrg key={open ?? rootId} orgId={open ?? rootId} rootId={rootId} onOrg={setOpen} />}
    </ConsolePage>
  )
}
