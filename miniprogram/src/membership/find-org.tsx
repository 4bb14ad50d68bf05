import type { Org } from '@gonghui/shared/lib/org'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useJoinScan } from '../lib/use-join-scan'
import { Button } from '../ui/button'
import { Card, Fact, SectionHead } from '../ui/card'
import { ActionBar, Page } from '../ui/page'
import { OrgSearch } from './org-search'
import { levelWords } from './org-words'

/** 找工会: which union is mine, and how one joins it. */
export default function FindOrg() {
  const [org, setOrg] = useState<Org>()
  const scan = useJoinScan()
  return (
    <Page
      title="找工会"
      bottom={
        <ActionBar>
          <Button id="scan-join" icon="scan" onTap={scan.open}>
            扫海报，加入工会
          </Button>
        </ActionBar>
      }
    >
      <OrgSearch onOrg={setOrg} />
      {org && (
        <Card id="org-card">
          <SectionHead title={org.name} />
          <Fact name="级别">{levelWords[org.level]}</Fact>
          <Fact name="上级">{org.pathNames.slice(0, -1).join(' › ') || '—'}</Fact>
          <View className="t12 quiet">
            入会要扫这家工会的海报；没有看到海报，请问单位的工会干部要入会码。
          </View>
        </Card>
      )}
      {scan.sheet}
    </Page>
  )
}
