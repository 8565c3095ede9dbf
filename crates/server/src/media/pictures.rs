//! Views of pictures: smaller ones and tiles, made once and kept.

use bytes::Bytes;
use crosscheck_domain::Asset;
use crosscheck_media as media;

use super::View;
use crate::app::App;
use crate::error::{Result, bad_request, internal, invalid, not_found};

/// A view, from the store or made now. Tiles of one picture are cut together.
pub async fn derived(app: &App, asset: &Asset, view: View) -> Result<Bytes> {
    let name = view.name();
    if let Some(bytes) = app.store.blobs().get_derived(&asset.sha256, &name).await? {
        return Ok(bytes);
    }
    if let View::Tile { .. } = view {
        cut_tiles(app, asset).await?;
        let tile = app.store.blobs().get_derived(&asset.sha256, &name).await?;
        return tile.ok_or_else(|| not_found("tile"));
    }
    let made = render(app, asset, view).await?;
    app.store.blobs().put_derived(&asset.sha256, &name, made.clone()).await?;
    Ok(made)
}

async fn render(app: &App, asset: &Asset, view: View) -> Result<Bytes> {
    let turn = app.decoders.turn(&asset.info).await?;
    let bytes = app.store.blobs().get(&asset.sha256).await?;
    let info = asset.info.clone();
    let made = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        match view {
            View::Thumbnail => media::thumbnail(&bytes, &info, media::THUMBNAIL_EDGE),
            _ => media::display(&bytes, &info),
        }
    });
    made.await.map_err(internal)?.map(Bytes::from).map_err(|problem| invalid("unreadable_media", vec![problem]))
}

/// Cuts every tile of a picture once, even when many are asked for at the same time.
pub async fn cut_tiles(app: &App, asset: &Asset) -> Result<()> {
    let failed = |error: std::sync::Arc<crate::error::ApiError>| match &*error {
        crate::error::ApiError::Refused { message, .. } => bad_request("unreadable_media", message.clone()),
        other => internal(format!("{other:?}")),
    };
    app.cutting.try_get_with(asset.sha256.clone(), cut(app, asset)).await.map_err(failed)
}

async fn cut(app: &App, asset: &Asset) -> Result<()> {
    if app.store.blobs().get_derived(&asset.sha256, "tiles/done").await?.is_some() {
        return Ok(());
    }
    let turn = app.decoders.turn(&asset.info).await?;
    let bytes = app.store.blobs().get(&asset.sha256).await?;
    let (info, sha, store) = (asset.info.clone(), asset.sha256.clone(), app.store.clone());
    let (send, mut receive) = tokio::sync::mpsc::channel::<(String, Vec<u8>)>(16);
    let cutting = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut sink = |level: u8, col: u32, row: u32, jpeg: Vec<u8>| {
            let name = View::Tile { level, col, row }.name();
            send.blocking_send((name, jpeg)).map_err(std::io::Error::other)
        };
        media::cut(&bytes, &info, &mut sink)
    });
    while let Some((name, jpeg)) = receive.recv().await {
        store.blobs().put_derived(&sha, &name, Bytes::from(jpeg)).await?;
    }
    cutting.await.map_err(internal)?.map_err(internal)?;
    store.blobs().put_derived(&sha, "tiles/done", Bytes::from_static(b"1")).await?;
    Ok(())
}
