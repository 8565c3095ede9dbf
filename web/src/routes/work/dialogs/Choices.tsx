// The lists that commands open: why no evidence, which region, which label, which end of a link.
import { Match, Switch, type Component } from 'solid-js';
import { isEvidenceSlot, labelColor, titled } from '../../../model/design';
import { backToClaim } from '../regions';
import { targetTitle } from '../focus';
import { join, keyOf, possible } from '../linking';
import { regionColor, regionNumber, regionTitle } from '../looks';
import { work as words } from '../messages';
import { attach, chooseLabel, linkStart, revealRegions } from '../regions';
import { useWork, type Work } from '../work';
import { ChoiceDialog } from './ChoiceDialog';

export const Choices: Component = () => {
  const work = useWork();
  const close = () => {
    work.setOverlay(null);
    work.setPulledTo(null);
    work.setHovered(null);
  };
  return (
    <Switch>
      <Match when={work.overlay() === 'absent'}>
        <ChoiceDialog
          title={words.claims.absentTitle}
          options={(work.world.design.claims?.no_evidence_reasons ?? []).map((each) => ({
            ...each,
            title: titled(each),
          }))}
          onChoose={(reason) => {
            const judged = work.judged();
            if (judged) work.edit({ kind: 'set_absent', judged, reason });
            backToClaim(work);
          }}
          onClose={close}
        />
      </Match>
      <Match when={work.overlay() === 'attach'}>
        <ChoiceDialog
          title={words.claims.attachTitle}
          options={attachable(work)}
          empty={words.regions.none}
          onAt={(id) => {
            work.setHovered(id);
            if (id !== null) revealRegions(work, [id]);
          }}
          onChoose={(id) => {
            attach(work, id);
            backToClaim(work);
          }}
          onClose={close}
        />
      </Match>
      <Match when={work.overlay() === 'labels'}>
        <ChoiceDialog
          title={words.stage.find}
          options={work.labels(work.pane()?.slot ?? '').map((label) => ({
            id: label.id,
            title: titled(label),
            color: labelColor(work.world.design, label.id),
          }))}
          onChoose={(id) => chooseLabel(work, id)}
          onClose={close}
        />
      </Match>
      <Match when={work.overlay() === 'link'}>
        <LinkChoice onClose={close} />
      </Match>
    </Switch>
  );
};

const LinkChoice: Component<{ onClose: () => void }> = (props) => {
  const work = useWork();
  const start = linkStart(work);
  const ends = start ? possible(work, start, work.pulledTo()) : [];
  const name = (index: number) => {
    const end = ends[index];
    return end ? targetTitle(work.world, work.draft(), end.to, words.links) : '';
  };
  return (
    <ChoiceDialog
      title={words.links.title}
      empty={words.links.noEnds}
      options={ends.map((end, index) => ({
        id: String(index),
        title: name(index),
        help: end.backwards ? `← ${titled(end.type)}` : `${titled(end.type)} →`,
      }))}
      onAt={(id) => work.setHovered(id === null ? null : hoverOf(ends[Number(id)]?.to))}
      onChoose={(id) => {
        const end = ends[Number(id)];
        if (start && end) join(work, start, end);
      }}
      onClose={() => props.onClose()}
    >
      <p class="dialog-note">
        {start ? words.links.from(targetTitle(work.world, work.draft(), start, words.links)) : ''}
      </p>
    </ChoiceDialog>
  );
};

function hoverOf(target: Parameters<typeof keyOf>[0] | undefined): string | null {
  if (!target) return null;
  return target.on === 'region' ? target.id : keyOf(target);
}

function attachable(work: Work) {
  const lit = work.lit();
  return work
    .draft()
    .regions.filter((region) => isEvidenceSlot(work.world.design, region.slot) && !lit.has(region.id))
    .map((region) => ({
      id: region.id,
      title: `${words.stage.region(regionNumber(region.id))} ${regionTitle(work, region)}`.trim(),
      color: regionColor(work, region),
    }));
}
