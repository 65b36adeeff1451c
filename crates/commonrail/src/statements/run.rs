//! Runs queries whose SQL text is cached, and collects their rows.

use std::future::Future;
use std::pin::pin;

use diesel::dsl::Limit;
use diesel::query_builder::AsQuery;
use diesel::query_dsl::methods::LimitDsl;
use diesel::result::{Error, QueryResult};
use diesel_async::AsyncConnectionCore;
use diesel_async::methods::{ExecuteDsl, LoadQuery};
use futures_util::StreamExt as _;

use super::sql_cache::CachedSql;

/// diesel-async's `RunQueryDsl` for queries whose SQL text is printed only once: [`CachedSql`].
pub trait RunQueryDsl<C: AsyncConnectionCore>: Sized {
    /// Runs the query; returns all rows.
    fn load<'query, U>(self, conn: &mut C) -> impl Future<Output = QueryResult<Vec<U>>> + Send
    where
        Self: AsQuery,
        U: Send,
        CachedSql<Self::Query>: LoadQuery<'query, C, U>,
    {
        let asked = CachedSql(self.as_query()).internal_load(conn);
        async move {
            let mut stream = pin!(asked.await?);
            let mut rows = Vec::new();
            while let Some(row) = stream.next().await {
                rows.push(row?);
            }
            Ok(rows)
        }
    }

    /// Runs the query; returns its first row, or `NotFound`.
    fn get_result<'query, U>(self, conn: &mut C) -> impl Future<Output = QueryResult<U>> + Send
    where
        Self: AsQuery,
        U: Send,
        CachedSql<Self::Query>: LoadQuery<'query, C, U>,
    {
        let asked = CachedSql(self.as_query()).internal_load(conn);
        async move {
            let mut stream = pin!(asked.await?);
            stream.next().await.unwrap_or(Err(Error::NotFound))
        }
    }

    /// Runs the query with `LIMIT 1`; returns the row, or `NotFound`.
    fn first<'query, U>(self, conn: &mut C) -> impl Future<Output = QueryResult<U>> + Send
    where
        Self: LimitDsl,
        Limit<Self>: AsQuery,
        U: Send,
        CachedSql<<Limit<Self> as AsQuery>::Query>: LoadQuery<'query, C, U>,
    {
        RunQueryDsl::get_result(LimitDsl::limit(self, 1), conn)
    }

    /// Runs the statement; returns how many rows it changed.
    fn execute<'query, 'conn>(self, conn: &'conn mut C) -> C::ExecuteFuture<'conn, 'query>
    where
        C: Send,
        CachedSql<Self>: ExecuteDsl<C> + 'query,
    {
        diesel_async::RunQueryDsl::execute(CachedSql(self), conn)
    }
}

impl<Q, C: AsyncConnectionCore> RunQueryDsl<C> for Q {}
