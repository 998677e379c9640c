//! `Items`: the items of a list operation one after another, page by page.

use super::{Async, Error, Pages, Paginated, Response};
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// What one item or the failure to get it is.
pub(crate) type ItemResult<O> = Result<<O as Paginated>::Item, Error>;

/// The items of a list. After an error there is nothing more.
#[must_use = "streams do nothing unless polled"]
pub struct Items<O: Paginated, M = Async> {
    pages: Pages<O, M>,
    page: std::vec::IntoIter<O::Item>,
    given: u64,
}

impl<O: Paginated, M> Items<O, M> {
    pub(crate) fn new(pages: Pages<O, M>) -> Self {
        Self { pages, page: Vec::new().into_iter(), given: 0 }
    }

    /// How many items there are in all, once the server has said so (after the first item at the latest).
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// How many items have been given out; added to the offset one began at, it is where to resume.
    pub fn given(&self) -> u64 {
        self.given
    }

    pub(crate) fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.given += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.page = O::items(Response::into_inner(page)).into_iter(),
            }
        }
    }
}

impl<O: Paginated + Unpin> Items<O, Async>
where
    O::Item: Unpin,
{
    /// The next item.
    pub async fn next(&mut self) -> Option<ItemResult<O>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// All items that are left, in a `Vec` or another collection.
    ///
    /// # Errors
    /// A page could not be fetched; the items before it are lost.
    pub async fn try_collect<C: Default + Extend<O::Item>>(mut self) -> Result<C, Error> {
        let mut items = C::default();
        while let Some(item) = self.next().await {
            items.extend([item?]);
        }
        Ok(items)
    }
}

impl<O: Paginated + Unpin> Stream for Items<O, Async>
where
    O::Item: Unpin,
{
    type Item = ItemResult<O>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<O: Paginated, M> fmt::Debug for Items<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "blocking")]
impl<O: Paginated> Iterator for Items<O, super::Blocking> {
    type Item = ItemResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        super::blocking::block_on(poll_fn(|context| self.poll_item(context)))
    }
}
